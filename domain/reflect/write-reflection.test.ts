import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label } from '../../contracts/labels.ts';
import type { Features } from '../features/compute-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { tradeContext } from '../testing/contexts.ts';
import { DISCIPLINE_BUY, FOMO_BUY, NEUTRAL_BUY, NEUTRAL_SELL, PANIC_SELL } from './texts.ts';
import { type Reflected, writeReflection } from './write-reflection.ts';

const fomo = { pct_change_24h_before: known(0.0943), RSI_14: known(74.2), BB_pos: known(0.91) };
const panic = {
  pnl_exit: known('-12.5'),
  held_hours: known(26.4),
  drawdown_recent: known(0.072),
  RSI_14: known(28),
};
const gone = Object.fromEntries(
  Object.keys(tradeContext('BUY').features).map((name) => [name, unknown(UNKNOWN.tooFewBars)]),
);

function reflected(label: Label, side: 'BUY' | 'SELL', over: Partial<Features>, tradeId = 'a'): Reflected {
  const { features } = tradeContext(side, over);
  const reason = label === 'UNSCORED' ? UNKNOWN.noCandles : null;
  return { tradeId, symbol: 'BTC-USD', side, label, features, partial: false, reason };
}

/** All texts of a kind of trade, met by trying ids. */
function variants(trade: Reflected): Set<string> {
  return new Set(Array.from({ length: 300 }, (_, n) => writeReflection({ ...trade, tradeId: `trade-${n}` })));
}

describe('a reflection', () => {
  it('says what happened with the figures of the trade, then one habit', () => {
    expect(variants(reflected('FOMO', 'BUY', fomo))).toContain(
      'You bought BTC-USD 9.4% up on the day, with RSI at 74 and the price at the top of its band. ' +
        'Next time you feel that pull, write down where you would get out before you get in.',
    );
    expect(variants(reflected('PANIC', 'SELL', panic))).toContain(
      'You sold BTC-USD at a loss of 12.50 USD after 26 hours, 7.2% below its three-day high, with RSI at 28. ' +
        'Next time a drop makes you want out, take ten minutes and reread why you bought.',
    );
  });

  it.each([
    ['FOMO', 'BUY', fomo],
    ['PANIC', 'SELL', panic],
    ['DISCIPLINE', 'BUY', {}],
    ['NEUTRAL', 'BUY', {}],
    ['NEUTRAL', 'SELL', {}],
    ['UNSCORED', 'BUY', gone],
    ['UNSCORED', 'SELL', gone],
  ] as const)('has nine readings of %s on a %s', (label, side, over) => {
    expect(variants(reflected(label, side, over)).size).toBe(9);
  });

  it('is the same for the same trade', () => {
    const trade = reflected('NEUTRAL', 'SELL', {}, '01JD0000000000000000000000');
    expect(writeReflection(trade)).toBe(writeReflection(trade));
  });

  it.each([
    [UNKNOWN.basisUnknown, 'SELL', /BTC-USD/],
    [UNKNOWN.fillUnreadable, 'BUY', /import/],
    [UNKNOWN.tooManyGaps, 'BUY', /note|write/],
  ] as const)('says plainly that "%s" and what to do about it', (reason, side, todo) => {
    for (const text of variants({ ...reflected('UNSCORED', side, gone), reason })) {
      expect(text).toContain(`: ${reason}.`);
      expect(sentences(text)[1]).toMatch(todo);
    }
  });

  it('says that a result is not of the whole sale where the basis is partly known', () => {
    for (const text of variants({ ...reflected('PANIC', 'SELL', panic), partial: true })) {
      expect(text).toContain('a loss of 12.50 USD on the part with a known cost');
    }
  });

  it('does not tell what it does not know', () => {
    const texts = [
      ...variants(reflected('NEUTRAL', 'BUY', gone)),
      ...variants(reflected('NEUTRAL', 'SELL', gone)),
    ];
    for (const text of texts) expect(text).not.toMatch(/\d|null|NaN|undefined/);
  });

  it('holds no figure of its own', () => {
    for (const { habits } of [FOMO_BUY, PANIC_SELL, DISCIPLINE_BUY, NEUTRAL_BUY, NEUTRAL_SELL]) {
      for (const habit of habits) {
        expect(habit).toMatch(/^Next time/);
        expect(habit).not.toMatch(/\d/);
      }
    }
  });
});

describe('any reflection', () => {
  const size = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map(known<number>);
  const maybe = <T extends Figure<number | string>>(one: fc.Arbitrary<T>) =>
    fc.oneof(
      { weight: 4, arbitrary: one },
      { weight: 1, arbitrary: fc.constant(unknown(UNKNOWN.tooManyGaps)) },
    );
  const money = fc
    .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 12 }))
    .map(([n, decimals]) => known(decimal(n, decimals)));
  const features = fc.record({
    pct_change_1h_before: maybe(size(-0.9, 5)),
    pct_change_24h_before: maybe(size(-0.9, 5)),
    RSI_14: maybe(size(0, 100)),
    ATR_rel: maybe(size(0, 1)),
    BB_pos: maybe(size(-3, 4)),
    gap_from_MA: maybe(size(-0.9, 5)),
    held_hours: maybe(size(0, 40_000)),
    pnl_exit: maybe(money),
    drawdown_recent: maybe(size(-1, 0.99)),
  });
  const kind = fc.constantFrom<[Label, 'BUY' | 'SELL'][]>(
    ['FOMO', 'BUY'],
    ['PANIC', 'SELL'],
    ['DISCIPLINE', 'BUY'],
    ['NEUTRAL', 'BUY'],
    ['NEUTRAL', 'SELL'],
    ['UNSCORED', 'BUY'],
    ['UNSCORED', 'SELL'],
  );
  const trades = fc
    .record({
      kind,
      features,
      tradeId: fc.string({ minLength: 1 }),
      symbol: fc.constantFrom('BTC-USD', '1INCH-USDT', 'ETH-BTC', '1000SATS-USDC'),
      partial: fc.boolean(),
      reason: fc.constantFrom(...Object.values(UNKNOWN)),
    })
    .map(({ kind: [label, side], features: drawn, tradeId, symbol, partial, reason }) => ({
      tradeId,
      symbol,
      side,
      label,
      partial,
      // A label that is met has the features that its rule read.
      features: { ...drawn, ...(label === 'FOMO' ? fomo : {}), ...(label === 'PANIC' ? panic : {}) },
      reason: label === 'UNSCORED' ? reason : null,
    }));

  it('is two sentences of 240 characters at most, and every figure is one of its features', () => {
    fc.assert(
      fc.property(trades, (trade) => {
        const text = writeReflection(trade);
        expect(sentences(text)).toHaveLength(2);
        expect(text.length).toBeLessThanOrEqual(240);
        expect(text).not.toMatch(/null|NaN|undefined/);
        for (const figure of figures(text, trade.symbol)) {
          expect(tells(figure, trade.features), `${figure} in: ${text}`).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/);
}

function figures(text: string, symbol: string): string[] {
  return text.replaceAll(symbol, '').match(/\d+(\.\d+)?/g) ?? [];
}

/** Whether a printed figure is a feature, as it is or in percent, rounded to the figure's decimals or to three digits. */
function tells(figure: string, features: Features): boolean {
  const half = 0.5 * 10 ** -(figure.split('.')[1]?.length ?? 0);
  return Object.values(features).some((feature) => {
    if (!feature.known) return false;
    const sizes = [1, 100].map((unit) => Math.abs(Number(feature.value)) * unit);
    return sizes.some((value) => Math.abs(value - Number(figure)) <= half + 1e-12 * value);
  });
}

function decimal(n: bigint, decimals: number): string {
  const digits = String(n < 0n ? -n : n).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return n < 0n ? `-${text}` : text;
}

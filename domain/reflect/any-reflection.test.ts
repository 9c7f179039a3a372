import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelTrade } from '../bias/label-trade.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { isTraced, printedFigures, sentences } from '../testing/reflections.ts';
import { type Reflected, writeReflection } from './write-reflection.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map(known<number>);
/** Mostly even between low and high, about a threshold: so each rule is often met, or missed by one condition. */
const about = (low: number, high: number, min: number, max: number) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.integer({ min: 0, max: 9999 }).map((n) => known(low + ((high - low) * n) / 9999)),
    },
    { weight: 1, arbitrary: number(min, max) },
  );
const maybe = <T extends Figure<number | string>>(one: fc.Arbitrary<T>, reason = UNKNOWN.tooManyGaps) =>
  fc.oneof({ weight: 9, arbitrary: one }, { weight: 1, arbitrary: fc.constant(unknown(reason)) });
const money = fc
  .tuple(fc.bigInt({ min: -(10n ** 10n) + 1n, max: 10n ** 10n - 1n }), fc.integer({ min: 0, max: 12 }))
  .map(([n, decimals]) => known(decimal(n, decimals)));

const market = {
  pct_change_1h_before: maybe(number(-0.9, 5)),
  pct_change_24h_before: maybe(about(-0.1, 0.2, -0.9, 50)),
  RSI_14: maybe(about(20, 85, 0, 100)),
  ATR_rel: maybe(number(0, 1)),
  BB_pos: maybe(about(-0.2, 1.3, -3, 4)),
  gap_from_MA: maybe(number(-0.9, 5)),
  drawdown_recent: maybe(about(0, 0.15, -1, 0.99)),
};
const result = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ held: null, pnl: null }) },
  { weight: 6, arbitrary: fc.record({ held: fc.double({ min: 0, max: 40_000, noNaN: true }), pnl: money }) },
);

/** Trades as the rules judge them, so that labels, verdicts and features belong together. */
const trades: fc.Arbitrary<Reflected> = fc
  .record({
    market: fc.record(market),
    result,
    side: fc.constantFrom<('BUY' | 'SELL')[]>('BUY', 'SELL'),
    supportGap: maybe(about(-0.05, 0.1, -0.9, 5)),
    ts: fc.integer({ min: 0, max: 2 ** 41 }),
    symbol: fc.constantFrom('BTC-USD', '1INCH-USDT', 'ETH-BTC', '1000SATS-USDC'),
    partial: fc.boolean(),
  })
  .map(({ market: drawn, result: { held, pnl }, side, supportGap, ts, symbol, partial }) => {
    const none = unknown(side === 'BUY' ? UNKNOWN.notAnExit : UNKNOWN.basisUnknown);
    const closed = side === 'SELL' && pnl !== null;
    const features = {
      ...drawn,
      held_hours: closed ? known(held) : none,
      pnl_exit: closed ? pnl : none,
    };
    const { tags, verdicts, reason } = labelTrade({ side, value: 1000, features, supportGap });
    const label = tags[0]?.label ?? 'UNSCORED';
    return { symbol, side, ts, label, features, verdicts, supportGap, partial, reason };
  });

it('any reflection is two sentences of 240 characters at most, and every figure is traced', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(trades, (trade) => {
      const text = writeReflection(trade);
      const near = trade.label === 'NEUTRAL' ? /FOMO|panic/.exec(text)?.[0] : undefined;
      met.add(near === undefined ? trade.label : `near ${near}`);
      expect(sentences(text), text).toHaveLength(2);
      for (const sentence of sentences(text)) expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(text.length, text).toBeLessThanOrEqual(240);
      expect(text).not.toMatch(/null|NaN|undefined| {2}/);
      for (const figure of printedFigures(text, trade.symbol)) {
        expect(figure.text).toMatch(/^\d{1,3}(,\d{3})*(\.\d+)?(?!\d)/);
        expect(isTraced(figure, trade), `${figure.text} in: ${text}`).toBe(true);
      }
    }),
    { numRuns: 4000 },
  );
  // Each kind was drawn, or the property would say little.
  expect([...met].sort()).toEqual([
    'DISCIPLINE',
    'FOMO',
    'NEUTRAL',
    'PANIC',
    'UNSCORED',
    'near FOMO',
    'near panic',
  ]);
});

function decimal(n: bigint, decimals: number): string {
  const digits = String(n < 0n ? -n : n).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return n < 0n ? `-${text}` : text;
}

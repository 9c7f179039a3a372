import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RuleCheck } from '../../contracts/rules.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { isTraced, printedFigures, reflected, sentences } from '../testing/reflections.ts';
import { observationOf } from './observation-of.ts';
import { type Reflected, writeReflection } from './write-reflection.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map(known<number>);
const whole = (min: number, max: number) => fc.integer({ min, max }).map(known<number>);
/** Mostly even between low and high, about a threshold: so each rule is often met, or missed by one condition. */
const about = (low: number, high: number, min: number, max: number) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.integer({ min: 0, max: 9999 }).map((n) => known(low + ((high - low) * n) / 9999)),
    },
    { weight: 1, arbitrary: number(min, max) },
  );
const maybe = <T extends Figure<number | string>>(one: fc.Arbitrary<T>, weight = 9) =>
  fc.oneof({ weight, arbitrary: one }, { weight: 1, arbitrary: fc.constant(unknown(UNKNOWN.tooManyGaps)) });
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
  // A cost that was entered without a day: a result without a hold.
  { weight: 1, arbitrary: fc.record({ held: fc.constant(null), pnl: money }) },
  { weight: 6, arbitrary: fc.record({ held: fc.double({ min: 0, max: 40_000, noNaN: true }), pnl: money }) },
);

const ratio = () => maybe(about(0.5, 4, 0, 1e7), 3);
const supportGap = maybe(about(-0.05, 0.1, -0.9, 5));
const anyTrade = {
  day_trades: maybe(whole(1, 2000), 3),
  day_trades_usual: maybe(about(0, 5, 0, 2000), 3),
};
const anyBuy = {
  ...anyTrade,
  minutes_since_loss: maybe(about(0, 60, 0, 1e6), 3),
  loss_vs_median: ratio(),
  same_asset: maybe(whole(0, 1), 3),
  notional_vs_median: ratio(),
  price_vs_average_cost: maybe(about(-0.1, 0.02, -0.999, 50), 3),
  wins_in_row: maybe(whole(0, 100), 3),
  local_hour: maybe(whole(0, 23), 3),
  night_share: maybe(about(0, 0.1, 0, 1), 3),
};
const anySale = {
  ...anyTrade,
  order_hours: maybe(number(0, 40_000), 3),
  result_vs_entry: maybe(about(-0.05, 0.05, -1, 1e5), 3),
  held_vs_winners: ratio(),
  mae_atr: maybe(about(-0.2, 4, -5, 1e5), 3),
  captured: maybe(about(-0.1, 0.5, -50, 50), 3),
  further_gain_atr: maybe(about(-0.2, 4, -5, 1e5), 3),
};

/** Told whether or not what their rules read is known. */
const BUYS = ['REVENGE', 'OVERTRADING', 'AVG_DOWN', 'SIZE_UP', 'LATE_NIGHT', 'UNSCORED'] as const;
const SALES = ['OVERTRADING', 'HELD_LOSER', 'EARLY_EXIT', 'GET_EVEN', 'UNSCORED'] as const;
/** label null: what the rules say, on a day of no other behaviour. */
const kind = fc.oneof(
  fc.record({
    side: fc.constant('BUY' as const),
    label: fc.constantFrom(...BUYS),
    figures: fc.record(anyBuy),
  }),
  fc.record({
    side: fc.constant('SELL' as const),
    label: fc.constantFrom(...SALES),
    figures: fc.record(anySale),
  }),
  fc.record({
    side: fc.constant('SELL' as const),
    label: fc.constant('DISCIPLINE' as const),
    figures: fc.record(anySale),
  }),
  fc.record({
    side: fc.constantFrom<('BUY' | 'SELL')[]>('BUY', 'SELL'),
    label: fc.constant(null),
    figures: fc.record({ support_gap: supportGap }),
  }),
);

/** How rules of the trader's own stood with a sale that is told as DISCIPLINE. */
const checks: fc.Arbitrary<RuleCheck[]> = fc
  .record({
    hours: fc.double({ min: 0.25, max: 2160, noNaN: true }),
    pct: fc.double({ min: 0.1, max: 100, noNaN: true }),
    keeps: fc.constantFrom('hold', 'stop', 'both'),
  })
  .map(({ hours, pct, keeps }) => [
    { kind: 'minHoldHours', verdict: keeps === 'stop' ? 'broken' : 'kept', value: hours, limit: hours },
    { kind: 'maxLossPctPerTrade', verdict: keeps === 'hold' ? 'broken' : 'kept', value: pct, limit: pct },
  ]);

const trades: fc.Arbitrary<Reflected> = fc
  .record({
    kind,
    checks,
    market: fc.record(market),
    result,
    ts: fc.integer({ min: 0, max: 2 ** 41 }),
    symbol: fc.constantFrom('BTC-USD', '1INCH-USDT', 'ETH-BTC', '1000SATS-USDC'),
    partial: fc.boolean(),
    outage: fc.boolean(),
    reason: fc.constantFrom(...Object.values(UNKNOWN), null),
  })
  .map(
    ({
      kind: { side, label, figures },
      checks: own,
      market: drawnMarket,
      result: { held, pnl },
      ...rest
    }) => {
      const none = unknown(side === 'BUY' ? UNKNOWN.notAnExit : UNKNOWN.basisUnknown);
      const closed = side === 'SELL' && pnl !== null;
      const features = {
        ...drawnMarket,
        held_hours: closed ? heldHours(held) : none,
        pnl_exit: closed ? pnl : none,
      };
      const trade = reflected(side, features, figures, label === 'DISCIPLINE' ? own : []);
      return { ...trade, ...rest, label: label ?? trade.label };
    },
  );

it('any reflection is two sentences of 240 characters at most, and every figure is traced', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(trades, (trade) => {
      const text = writeReflection(trade);
      const near = trade.label === 'NEUTRAL' ? /FOMO|panic/.exec(text)?.[0] : undefined;
      met.add(near === undefined ? `${trade.side} ${trade.label}` : `near ${near}`);
      expect(sentences(text), text).toHaveLength(2);
      expect(observationOf(text)).toBe(sentences(text)[0]);
      for (const sentence of sentences(text)) expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(text.length, text).toBeLessThanOrEqual(240);
      expect(text).not.toMatch(/null|NaN|undefined| {2}| ,|,,|,\./);
      expect(writeReflection({ ...trade })).toBe(text);
      for (const figure of printedFigures(text, trade.symbol)) {
        expect(figure.text).toMatch(/^\d{1,3}(,\d{3})*(\.\d+)?(?!\d)/);
        expect(isTraced(figure, trade), `${figure.text} in: ${text}`).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
  // Each kind was drawn, or the property would say little.
  expect([...met].sort()).toEqual([
    'BUY AVG_DOWN',
    'BUY DISCIPLINE',
    'BUY FOMO',
    'BUY LATE_NIGHT',
    'BUY NEUTRAL',
    'BUY OVERTRADING',
    'BUY REVENGE',
    'BUY SIZE_UP',
    'BUY UNSCORED',
    'SELL DISCIPLINE',
    'SELL EARLY_EXIT',
    'SELL GET_EVEN',
    'SELL HELD_LOSER',
    'SELL NEUTRAL',
    'SELL OVERTRADING',
    'SELL PANIC',
    'SELL UNSCORED',
    'near FOMO',
    'near panic',
  ]);
});

function heldHours(hours: number | null): Figure {
  return hours === null ? unknown(UNKNOWN.boughtWhenUnknown) : known(hours);
}

function decimal(n: bigint, decimals: number): string {
  const digits = String(n < 0n ? -n : n).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return n < 0n ? `-${text}` : text;
}

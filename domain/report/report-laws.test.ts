import BigJs from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../../contracts/decimal.ts';
import { InsightsSchema } from '../../contracts/insights.ts';
import { StatsSchema } from '../../contracts/stats.ts';
import { computeInsights } from './insights.ts';
import type { ReportFact } from './report-fact.ts';
import { computeStats } from './stats.ts';
import { add, anyFacts } from './testing/any-facts.ts';
import { baseRate, HOUR_MS, SCOPE, START_MS, trip } from './testing/facts.ts';

const statsOf = (facts: readonly ReportFact[]) =>
  computeStats({ scope: SCOPE, facts, trips: [trip(3), trip(null)], riskPerTrade: '50' });
const insightsOf = (facts: readonly ReportFact[]) =>
  computeInsights({ scope: SCOPE, facts, baseRates: [baseRate(7, { month: '2026-04' })], seed: 7 });
const net = (rows: readonly { net: Decimal }[]) => add(rows.map((row) => row.net));
const trades = (rows: readonly { trades: number }[]) => rows.reduce((sum, row) => sum + row.trades, 0);

describe('laws of the reports', () => {
  it('adds up to the last digit: days, weekdays, hours and products to the whole, which is the sum of the fills', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const stats = statsOf(facts);
        expect(stats.net).toBe(add(facts.map(({ pnl }) => pnl ?? '0')));
        expect(stats.gross).toBe(add(facts.map(({ gross }) => gross ?? '0')));
        expect(add([stats.net, stats.fees])).toBe(stats.gross);
        expect(stats.feesPaid).toBe(add(facts.map(({ fee }) => fee ?? '0')));
        for (const rows of [stats.days, stats.weekdays, stats.hours, stats.products]) {
          expect(net(rows)).toBe(stats.net);
          expect(trades(rows)).toBe(stats.trades);
        }
        expect(stats.days.at(-1)?.cumulative ?? '0').toBe(stats.net);
        for (const row of stats.products) expect(add([row.net, row.fees])).toBe(row.gross);
        for (const rows of [stats.days, stats.products])
          expect(rows.reduce((sum, { fills }) => sum + fills, 0)).toBe(facts.length);
        expect(stats.timeline.reduce((sum, { orders }) => sum + orders, 0)).toBe(stats.orders);
      }),
    );
  });

  it('counts every trade as a win, a loss or a break-even, in every row', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const stats = statsOf(facts);
        const { days, weekdays, hours, products, labels, roundTrips } = stats;
        for (const row of [stats, roundTrips, ...days, ...weekdays, ...hours, ...products, ...labels])
          expect(row.wins + row.losses + row.breakEvens).toBe(row.trades);
        for (const row of labels) expect(row.trades).toBeLessThanOrEqual(row.orders);
      }),
    );
  });

  it('gives the same bytes whatever order the facts come in', () => {
    fc.assert(
      fc.property(
        anyFacts.chain((facts) =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }),
          ),
        ),
        ([facts, shuffled]) => {
          expect(JSON.stringify(statsOf(shuffled))).toBe(JSON.stringify(statsOf(facts)));
          expect(JSON.stringify(insightsOf(shuffled))).toBe(JSON.stringify(insightsOf(facts)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('says what its contract says, and never NaN', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const rest = { currencies: [], positions: [] };
        const [stats, insights] = [statsOf(facts), insightsOf(facts)];
        expect(StatsSchema.parse({ ...stats, ...rest })).toEqual({ ...stats, ...rest });
        expect(InsightsSchema.parse({ ...insights, currencies: [] })).toEqual({
          ...insights,
          currencies: [],
        });
      }),
      { numRuns: 40 },
    );
  });

  it('earns and costs the same in two parts of a period as in the whole', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1440, max: 2940 }), (facts, hours) => {
        const cut = START_MS + hours * HOUR_MS;
        const whole = statsOf(facts);
        const before = statsOf(facts.filter(({ ts }) => ts < cut));
        const after = statsOf(facts.filter(({ ts }) => ts >= cut));
        for (const key of ['net', 'gross', 'fees', 'feesPaid'] as const)
          expect(add([before[key], after[key]])).toBe(whole[key]);
        expect(add([before.unknownBasis.proceeds, after.unknownBasis.proceeds])).toBe(
          whole.unknownBasis.proceeds,
        );
        expect(before.fills + after.fills).toBe(whole.fills);
      }),
    );
  });

  it('finds the drawdown that trying every pair of times finds', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const times = [...new Set(facts.map(({ ts }) => ts))].sort((a, b) => a - b);
        const sums = times.map(
          (time) => new BigJs(add(facts.filter(({ ts }) => ts <= time).map(({ pnl }) => pnl ?? '0'))),
        );
        const falls = sums.flatMap((low, i) =>
          [new BigJs('0'), ...sums.slice(0, i)].map((high) => high.minus(low)),
        );
        const deepest = falls.reduce((max, fall) => (fall.gt(max) ? fall : max), new BigJs('0'));
        expect(statsOf(facts).maxDrawdown?.amount ?? '0').toBe(deepest.toFixed());
      }),
    );
  });

  it('tells the same of a trader in both reports', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const [stats, insights] = [statsOf(facts), insightsOf(facts)];
        expect(insights.costs.feesPaid).toBe(stats.feesPaid);
        expect(insights.costs.gross).toBe(stats.gross);
        expect(add(insights.costs.turnover.map(({ fees }) => fees))).toBe(stats.feesPaid);
        expect(add(insights.costs.turnover.map(({ value }) => value))).toBe(
          add(facts.map(({ value }) => value)),
        );
        const { realisedGains, realisedLosses } = insights.disposition;
        expect(realisedGains + realisedLosses).toBeLessThanOrEqual(stats.trades);
        const behaviours = stats.labels.filter(({ label }) => label !== 'NEUTRAL' && label !== 'UNSCORED');
        expect(insights.biasCosts.map(({ label, tagged }) => ({ label, trades: tagged }))).toEqual(
          behaviours.map(({ label, trades }) => ({ label, trades })),
        );
      }),
      { numRuns: 60 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { computeInsights } from './insights.ts';
import type { BaseRate, ReportFact } from './report-fact.ts';
import { baseRate, bought, HOUR_MS, peers, SCOPE, sold, times } from './testing/facts.ts';

function insightsOf(facts: readonly ReportFact[], baseRates: readonly BaseRate[] = []) {
  return computeInsights({ scope: SCOPE, facts, baseRates, seed: 1 });
}

describe('insights of a period', () => {
  it('are not enough data where nothing was traded', () => {
    const { disposition, holdTime, fomo, revenge, regretRebuy, costs, biasCosts } = insightsOf([]);
    const measures = [
      disposition.pgr,
      disposition.plr,
      disposition.effect,
      disposition.ratio,
      ...[holdTime, fomo, revenge, regretRebuy].flatMap((group) => Object.values(group)),
      costs.feeChurn,
    ];
    expect(measures).toHaveLength(16);
    for (const measure of measures) expect(measure).toMatchObject({ known: false, n: 0 });
    expect(disposition.standardError).toBeNull();
    expect(costs).toMatchObject({ feesPaid: '0', gross: '0', turnover: [] });
    expect(biasCosts).toEqual([]);
  });
});

describe('disposition', () => {
  // Odean 1998, table I: 13,883 gains and 79,658 paper gains, 11,930 losses and 110,348 paper losses: PGR 0.148, PLR 0.098, DE 0.050.
  it('is what Odean 1998 found of his brokers’ customers, on a tenth of their sales', () => {
    const wins = times(1388, (n) =>
      sold(n, '5', { peers: peers({ sold: 'risen', paperGains: n === 0 ? 7966 : 0 }) }),
    );
    const losses = times(1193, (n) =>
      sold(2000 + n, '-5', { peers: peers({ sold: 'fallen', paperLosses: n === 0 ? 11035 : 0 }) }),
    );
    const { disposition } = insightsOf([...wins, ...losses]);
    expect(disposition).toMatchObject({
      realisedGains: 1388,
      paperGains: 7966,
      realisedLosses: 1193,
      paperLosses: 11035,
      pgr: { known: true, value: expect.closeTo(0.148, 3), n: 9354 },
      plr: { known: true, value: expect.closeTo(0.098, 3), n: 12228 },
      effect: { known: true, value: expect.closeTo(0.05, 2), n: 21582 },
      ratio: { known: true, value: expect.closeTo(1.52, 2) },
      standardError: expect.closeTo(0.004552, 5),
    });
  });

  it('judges a sale by its price against the average, as it does what was held beside it, and not by its result', () => {
    const facts = [
      sold(0, '-1', { peers: peers({ sold: 'risen' }) }),
      sold(1, '-3', { peers: peers({ sold: null }) }),
      sold(2, '5', { peers: peers({ sold: 'fallen' }) }),
    ];
    expect(insightsOf(facts).disposition).toMatchObject({ realisedGains: 1, realisedLosses: 1 });
  });

  it('has an interval of 1.96 standard errors, and one of the ratio by the logarithm’s', () => {
    const facts = [
      ...times(8, (n) => sold(n, '5', { peers: peers({ sold: 'risen', paperGains: 1, notJudged: 2 }) })),
      ...times(4, (n) => sold(10 + n, '-5', { peers: peers({ sold: 'fallen', paperLosses: 3 }) })),
    ];
    const { disposition } = insightsOf(facts);
    // PGR 8/16, PLR 4/16. SE √(0.25/16 + 0.1875/16) = 0.165359; of ln 2: √(1/8 − 1/16 + 1/4 − 1/16) = 0.5.
    expect(disposition.notJudged).toBe(16);
    expect(disposition.effect).toMatchObject({ value: 0.25, low: expect.closeTo(-0.0741, 4), n: 32 });
    expect(disposition.effect).toMatchObject({ high: expect.closeTo(0.5741, 4) });
    expect(disposition.ratio).toMatchObject({ value: 2, low: expect.closeTo(0.7506, 4) });
    expect(disposition.ratio).toMatchObject({ high: expect.closeTo(5.3289, 4) });
  });

  it('counts once per order, and a sale of unknown cost not at all', () => {
    const { orderId } = sold(0, '0');
    const unknown = { pnl: null, gross: null, entryValue: null, basis: 'unknown' } as const;
    const facts = [
      sold(0, '2', { peers: peers({ sold: 'risen', paperGains: 3 }) }),
      sold(1, '2', { orderId }),
      sold(2, '0', { peers: peers({ paperLosses: 5 }) }),
      sold(3, '0', { ...unknown, peers: peers({ sold: 'fallen', paperGains: 50 }) }),
    ];
    expect(insightsOf(facts).disposition).toMatchObject({
      realisedGains: 1,
      paperGains: 3,
      realisedLosses: 0,
      paperLosses: 5,
    });
  });

  it('has no effect of nine chances to take a loss, and no ratio where none was taken', () => {
    const wins = times(25, (n) => sold(n, '5', { peers: peers({ sold: 'risen' }) }));
    const passed = (paperLosses: number) => [
      ...wins,
      sold(30, '5', { peers: peers({ sold: 'risen', paperLosses }) }),
    ];
    expect(insightsOf(passed(9)).disposition).toMatchObject({
      pgr: { known: true, value: 1 },
      plr: { known: false, n: 9, minimum: 10 },
      effect: { known: false, n: 9, minimum: 10 },
      standardError: null,
    });
    expect(insightsOf(passed(10)).disposition).toMatchObject({
      plr: { known: true, value: 0 },
      effect: { known: true, value: 1 },
      ratio: { known: false, reason: 'no loss was realised' },
    });
  });
});

describe('hold time', () => {
  it('is the median of winners, of losers, and the second over the first', () => {
    const wins = times(10, (n) => sold(n, '5', { heldHours: n }));
    const losses = times(11, (n) => sold(20 + n, '-5', { heldHours: 2 * n }));
    const unknown = sold(40, '5', { heldHours: null });
    expect(insightsOf([...wins, ...losses, unknown]).holdTime).toEqual({
      winners: { known: true, value: 4.5, n: 10 },
      losers: { known: true, value: 10, n: 11 },
      ratio: { known: true, value: 10 / 4.5, n: 21 },
    });
    expect(insightsOf([...wins.slice(1), ...losses]).holdTime).toMatchObject({
      winners: { known: false, n: 9, minimum: 10 },
      ratio: { known: false, n: 9, minimum: 10 },
    });
  });

  it('weighs the fills of an order by what they sold', () => {
    const orders = times(10, (n) => {
      const first = sold(2 * n, '5', { heldHours: 1, matchedQty: '3' });
      return [first, sold(2 * n + 1, '5', { heldHours: 5, matchedQty: '1', orderId: first.id })];
    });
    expect(insightsOf(orders.flat()).holdTime.winners).toMatchObject({ value: 2, n: 10 });
  });
});

describe('FOMO', () => {
  const buys = times(30, (n) => bought(n, { meetsFomo: n < 6 }));

  it('is held against the hours of the same products and months, weighted by buys', () => {
    const ethBuys = times(10, (n) => bought(50 + n, { symbol: 'ETH-USD' }));
    const rates = [baseRate(4), baseRate(12, { symbol: 'ETH-USD' }), baseRate(99, { month: '2026-02' })];
    const { share, baseRate: rate, lift } = insightsOf([...buys, ...ethBuys], rates).fomo;
    expect(share).toMatchObject({ known: true, value: 0.15, n: 40 });
    // (30 × 4 % + 10 × 12 %) / 40
    expect(rate).toMatchObject({ known: true, value: expect.closeTo(0.06, 12), n: 40 });
    expect(lift).toMatchObject({ known: true, value: expect.closeTo(2.5, 12), n: 40 });
    expect(lift).toMatchObject({
      low: expect.closeTo(0.07061 / 0.06, 3),
      high: expect.closeTo(0.29071 / 0.06, 3),
    });
  });

  it('compares only buys with a base rate, and counts none that could not be scored', () => {
    const unscored = times(5, (n) => bought(40 + n, { meetsFomo: null }));
    const unrated = times(10, (n) => bought(50 + n, { symbol: 'ETH-USD' }));
    const none = baseRate(0, { symbol: 'ETH-USD', hours: 0 });
    const { share, lift } = insightsOf([...buys, ...unscored, ...unrated], [baseRate(10), none]).fomo;
    expect(share).toMatchObject({ value: 0.15, n: 40 });
    expect(lift).toMatchObject({ value: expect.closeTo(2, 12), n: 30 });
  });

  it('has no lift where no hour meets the rule, nor of 19 buys', () => {
    expect(insightsOf(buys, [baseRate(0)]).fomo).toMatchObject({
      baseRate: { known: true, value: 0 },
      lift: { known: false, reason: 'no hour of these months meets the rule' },
    });
    expect(insightsOf(buys.slice(11), [baseRate(5)]).fomo).toMatchObject({
      share: { known: false, n: 19, minimum: 20 },
      lift: { known: false, n: 19, minimum: 20 },
    });
  });
});

describe('revenge', () => {
  it('is a share of all entries, and of those within an hour after a loss closed', () => {
    const losses = times(20, (n) => sold(10 * n, '-5'));
    const soon = times(20, (n) =>
      bought(10 * n + 1, { id: `soon-${n}`, orderId: `soon-${n}`, labels: [n < 5 ? 'REVENGE' : 'NEUTRAL'] }),
    );
    const late = times(20, (n) => bought(10 * n + 2, { ts: (soon[n]?.ts ?? 0) + 1 }));
    expect(insightsOf([...losses, ...soon, ...late]).revenge).toMatchObject({
      rate: { known: true, value: 0.125, n: 40 },
      afterLoss: { known: true, value: 0.25, n: 20 },
    });
  });

  it('follows the last fill of the loss, and neither a win nor what closes later', () => {
    const { orderId, ts } = sold(0, '0');
    const entry = (after: number) => times(20, (n) => bought(100 + n, { ts: ts + after }));
    const loss = [sold(0, '-5'), sold(2, '-5', { orderId })];
    const afterLoss = (facts: ReportFact[]) => insightsOf(facts).revenge.afterLoss.n;
    expect(afterLoss([...loss, ...entry(HOUR_MS)])).toBe(0);
    expect(afterLoss([...loss, ...entry(2 * HOUR_MS)])).toBe(20);
    expect(afterLoss([...loss, ...entry(3 * HOUR_MS)])).toBe(20);
    expect(afterLoss([sold(0, '5'), ...entry(HOUR_MS)])).toBe(0);
  });
});

describe('an entry of several fills', () => {
  it('answers a loss with its first', () => {
    const entries = times(20, (n) => {
      const first = bought(1, { id: `entry-${n}`, orderId: `entry-${n}` });
      return [first, bought(3, { id: `later-${n}`, orderId: first.id })];
    });
    expect(insightsOf([sold(0, '-5'), ...entries.flat()]).revenge.afterLoss.n).toBe(20);
  });
});

describe('regret', () => {
  it('is how much of what has fallen is bought again, against what has risen', () => {
    const facts = [
      ...times(6, (n) => bought(n, { peers: peers({ rebought: 'fallen', passedRisen: 3 }) })),
      ...times(2, (n) => bought(10 + n, { peers: peers({ rebought: 'risen', passedFallen: 3 }) })),
      sold(20, '5', { peers: peers({ passedFallen: 100 }) }),
    ];
    expect(insightsOf(facts).regretRebuy).toMatchObject({
      fallen: { known: true, value: 0.5, n: 12 },
      risen: { known: true, value: 0.1, n: 20 },
      ratio: { known: true, value: expect.closeTo(5, 12), n: 32 },
    });
    expect(insightsOf(facts.slice(0, 6)).regretRebuy).toMatchObject({
      fallen: { known: false, n: 6, minimum: 10 },
      risen: { known: true, value: 0, n: 18 },
      ratio: { known: false },
    });
  });
});

describe('costs', () => {
  it('are fees over gross of what was realised, and turnover by the trader’s own months', () => {
    // The last hour of January in UTC is February's first in Berlin.
    const january = 26 * 24 + 23;
    const facts = [
      ...times(20, (n) => sold(n, '3', { gross: '4', fee: '0.5' })),
      bought(january, { fee: '7', value: '250.5' }),
      bought(january - 1, { fee: null }),
    ];
    expect(insightsOf(facts).costs).toEqual({
      feeChurn: { known: true, value: 0.25, n: 20 },
      feesPaid: '17',
      gross: '80',
      turnover: [
        { month: '2026-01', value: '2100', fees: '10' },
        { month: '2026-02', value: '250.5', fees: '7' },
      ],
    });
  });

  it('are no share of a gross loss', () => {
    expect(insightsOf(times(20, (n) => sold(n, '-3', { gross: '-2' }))).costs.feeChurn).toMatchObject({
      known: false,
      reason: 'the gross result is not above zero',
    });
  });
});

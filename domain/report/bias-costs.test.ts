import BigJs from 'big.js';
import { describe, expect, it } from 'vitest';
import { measureBiasCosts } from './bias-costs.ts';
import { groupOrders, readFills } from './orders.ts';
import type { ReportFact } from './report-fact.ts';
import { computeStats } from './stats.ts';
import { bought, partOf, SCOPE, sold, times } from './testing/facts.ts';

function costs(facts: readonly ReportFact[], seed = 1) {
  return measureBiasCosts(groupOrders(readFills(facts)), seed);
}

function width(row: ReturnType<typeof costs>[number] | undefined): number {
  return row?.cost.known ? Number(row.cost.high) - Number(row.cost.low) : Number.NaN;
}

/** What the sale sold, bought before under the same label. */
function buyOf(sale: ReportFact, n: number): ReportFact {
  const { labels, pnl, entryValue } = sale;
  return bought(1000 + n, { labels, lotPnl: pnl, lotEntryValue: entryValue, soldBy: [partOf(sale)] });
}

const panics = (count: number) => times(count, (n) => sold(n, String(-4 - (n % 3)), { labels: ['PANIC'] }));
const calm = (count: number) => times(count, (n) => sold(100 + n, String((n % 5) - 1)));

describe('cost of a behaviour', () => {
  it('is the tagged results less as many of the others’ mean, to the last digit', () => {
    const facts = [...panics(12), ...calm(30)];
    const [row] = costs(facts);
    // Σ tagged 4 × (−4 − 5 − 6) = −60; mean of the others 1.
    expect(row).toMatchObject({ label: 'PANIC', tagged: 12, others: 30 });
    expect(row?.cost).toMatchObject({ known: true, value: '-72', n: 12 });
    const stats = computeStats({ scope: SCOPE, facts, trips: [], riskPerTrade: null });
    const net = stats.labels.find(({ label }) => label === 'PANIC')?.net ?? '0';
    const othersMean = new BigJs(stats.net).minus(net).div(30);
    expect(new BigJs(net).minus(othersMean.times(12)).toFixed()).toBe('-72');
  });

  it('has an interval near the normal one where there are many', () => {
    const [row] = costs([
      ...times(200, (n) => sold(n, n % 2 ? '-3' : '1', { labels: ['PANIC'] })),
      ...times(600, (n) => sold(1000 + n, n % 2 ? '2' : '0')),
    ]);
    // 200 × (−1 − 1). Delta method: √(200 × 4 + 200² × 1/600 + 800 × ¼ × ¾ × 2²) = 38.3, the last for the number of tagged.
    expect(row?.cost).toMatchObject({ value: '-400' });
    const { low, high } = row?.cost.known ? row.cost : {};
    expect((Number(high) - Number(low)) / 2 / 1.96).toBeGreaterThan(33);
    expect((Number(high) - Number(low)) / 2 / 1.96).toBeLessThan(43);
    expect((Number(high) + Number(low)) / 2).toBeCloseTo(-400, -1);
  });

  it('is a buy’s by what its lots have realised, and the sides are not mixed', () => {
    const lots = (n: number, lotPnl: string, labels: ReportFact['labels']) =>
      bought(n, { lotPnl, lotEntryValue: '100', labels });
    const facts = [
      ...times(10, (n) => lots(n, '-2', ['OVERTRADING'])),
      ...times(20, (n) => lots(20 + n, '1', ['NEUTRAL'])),
      ...times(10, (n) => sold(50 + n, '-5', { labels: ['OVERTRADING'] })),
      ...times(25, (n) => sold(70 + n, '10')),
      bought(99, { labels: ['OVERTRADING'] }),
    ];
    // 10 × (−2 − 1) + 10 × (−5 − 10); nothing varies within a side, so the rounds differ by the tagged drawn alone.
    expect(costs(facts)).toMatchObject([
      { label: 'OVERTRADING', tagged: 20, others: 45, cost: { value: '-180' } },
    ]);
  });

  it('is the same of the same seed, and another of another', () => {
    const facts = [...panics(12), ...calm(30)];
    expect(costs(facts, 5)).toEqual(costs(facts, 5));
    expect(costs(facts, 5)).not.toEqual(costs(facts, 6));
  });

  // One of them brings the sales' generator to zero, which xorshift never leaves.
  it.each([-1, 0, 2 ** 32])('has an interval of the seed %d', (seed) => {
    const [row] = costs([...panics(12), ...calm(30)], seed);
    expect(width(row)).toBeGreaterThan(1);
  });

  it('is the same whatever order facts of one millisecond come in', () => {
    const facts = [...panics(12), ...calm(30)].map((fact) => ({ ...fact, ts: 0 }));
    expect(costs(facts.toReversed())).toEqual(costs(facts));
  });

  it('is the same of round trips whose buys have the label too: they hold the same money', () => {
    const sales = [...panics(20), ...calm(40)].map((sale) => ({
      ...sale,
      labels: sale.labels.map((label) => (label === 'PANIC' ? 'OVERTRADING' : label)),
    }));
    const [[one], [both]] = [costs(sales), costs([...sales, ...sales.map(buyOf)])];
    expect(both).toMatchObject({ tagged: 20, others: 40 });
    expect(both?.cost).toMatchObject({ value: one?.cost.known && one.cost.value, n: 20 });
    expect(width(both) / width(one)).toBeGreaterThan(0.9);
    expect(width(both) / width(one)).toBeLessThan(1.1);
  });

  it('is not known of five round trips, though they are ten orders', () => {
    const trips = times(5, (n) => sold(n, '-10', { labels: ['OVERTRADING'] }));
    expect(costs([...trips, ...trips.map(buyOf), ...calm(30)])).toMatchObject([
      { label: 'OVERTRADING', tagged: 5, cost: { known: false, n: 5, minimum: 10 } },
    ]);
  });

  it('draws a buy together with its sale: what both sides are held against varies with both at once', () => {
    const others = times(40, (n) => sold(100 + n, n % 2 ? '10' : '-10'));
    const tagged = [
      ...times(40, (n) => sold(n, '0', { labels: ['OVERTRADING'] })),
      ...times(40, (n) => bought(50 + n, { labels: ['OVERTRADING'], lotPnl: '0', lotEntryValue: '100' })),
    ];
    const [row] = costs([...tagged, ...others, ...others.map(buyOf)]);
    expect(row).toMatchObject({ tagged: 80, others: 80 });
    // 80 × the mean of 40 of deviation 10: 80 × 10 / √40 = 126.5. Drawn apart it would be √2 smaller.
    expect(width(row) / 2 / 1.96).toBeGreaterThan(110);
    expect(width(row) / 2 / 1.96).toBeLessThan(145);
  });

  it('is not known of nine, nor against nineteen', () => {
    expect(costs([...panics(9), ...calm(30)])).toEqual([
      {
        label: 'PANIC',
        tagged: 9,
        others: 30,
        cost: { known: false, reason: 'not enough orders with it yet', n: 9, minimum: 10 },
      },
    ]);
    expect(costs([...panics(12), ...calm(19)])).toMatchObject([
      { others: 19, cost: { known: false, n: 19, minimum: 20 } },
    ]);
  });

  it('lists a label without a result, and never NEUTRAL or UNSCORED', () => {
    expect(
      costs([bought(0, { labels: ['FOMO'] }), bought(1), bought(2, { labels: ['UNSCORED'] })]),
    ).toMatchObject([{ label: 'FOMO', tagged: 0, others: 0, cost: { known: false, n: 0 } }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ReportFact, TripFact } from './report-fact.ts';
import { computeStats } from './stats.ts';
import { bought, partOf, SCOPE, START_MS, sold, times, trip } from './testing/facts.ts';

function statsOf(
  facts: readonly ReportFact[],
  trips: readonly TripFact[] = [],
  riskPerTrade: string | null = null,
) {
  return computeStats({ scope: SCOPE, facts, trips, riskPerTrade });
}

describe('stats of a period', () => {
  it('is zeros and not enough data where nothing was traded', () => {
    const few = { known: false, reason: 'not enough trades yet', n: 0, minimum: 20 };
    const zero = { trades: 0, wins: 0, losses: 0, breakEvens: 0, net: '0' };
    expect(statsOf([])).toEqual({
      currency: 'USD',
      timezone: 'Europe/Berlin',
      from: null,
      to: null,
      ...zero,
      fills: 0,
      orders: 0,
      gross: '0',
      fees: '0',
      feesPaid: '0',
      feesLeftOut: 0,
      winRate: few,
      profitFactor: few,
      expectancy: few,
      averageR: few,
      averageWin: { known: false, reason: 'not enough wins yet', n: 0, minimum: 10 },
      averageLoss: { known: false, reason: 'not enough losses yet', n: 0, minimum: 10 },
      maxDrawdown: null,
      unknownBasis: { fills: 0, proceeds: '0' },
      roundTrips: {
        ...zero,
        open: 0,
        medianHours: { known: false, reason: 'not enough round trips yet', n: 0, minimum: 10 },
      },
      days: [],
      weekdays: times(7, (n) => ({ weekday: n + 1, ...zero })),
      hours: times(24, (hour) => ({ hour, ...zero })),
      products: [],
      labels: [],
      timeline: [],
    });
  });

  it('says which period it is of', () => {
    const scope = { ...SCOPE, from: START_MS, to: START_MS + 1 };
    expect(computeStats({ scope, facts: [], trips: [], riskPerTrade: null })).toMatchObject({
      from: '2026-01-05T00:00:00.000Z',
      to: '2026-01-05T00:00:00.001Z',
    });
  });

  it('counts an order of several fills as one trade, on its last fill, and its money on each', () => {
    const { orderId } = sold(22, '0');
    const stats = statsOf([sold(22, '3'), sold(23, '-1', { orderId })]);
    expect(stats).toMatchObject({ fills: 2, orders: 1, trades: 1, wins: 1, net: '2' });
    // 22:00 and 23:00 UTC are 23:00 of the 5th and 00:00 of the 6th in Berlin.
    expect(stats.days).toMatchObject([
      { day: '2026-01-05', fills: 1, trades: 0, net: '3', cumulative: '3' },
      { day: '2026-01-06', fills: 1, trades: 1, wins: 1, net: '-1', cumulative: '2' },
    ]);
    expect(stats.weekdays.slice(0, 2)).toMatchObject([{ net: '3' }, { net: '-1', trades: 1 }]);
    expect(stats.hours[23]).toMatchObject({ net: '3', trades: 0 });
    expect(stats.hours[0]).toMatchObject({ net: '-1', trades: 1 });
  });

  it('judges an order by the sum of its fills, each inside the band or not', () => {
    const { orderId } = sold(0, '0');
    // 0.09 + 0.09 of 200: inside 0.1 %. 0.09 + 0.12: outside.
    expect(statsOf([sold(0, '0.09'), sold(1, '0.09', { orderId })])).toMatchObject({
      trades: 1,
      breakEvens: 1,
    });
    expect(statsOf([sold(0, '0.09'), sold(1, '0.12', { orderId })])).toMatchObject({ trades: 1, wins: 1 });
  });

  it('leaves a sale of unknown cost out of everything but what it brought', () => {
    const unknown = {
      basis: 'unknown',
      pnl: null,
      gross: null,
      entryValue: null,
      unknownProceeds: '40.5',
    } as const;
    const partial = sold(1, '-7', { basis: 'partial', unknownProceeds: '9.5' });
    const stats = statsOf([sold(0, '0', unknown), partial, bought(2)]);
    expect(stats).toMatchObject({ fills: 3, orders: 3, trades: 1, losses: 1, net: '-7' });
    expect(stats.unknownBasis).toEqual({ fills: 2, proceeds: '50' });
  });

  it('tells the fees of what was realised from all fees, and counts those without a value', () => {
    const facts = [
      bought(0, { fee: '2' }),
      sold(1, '4', { gross: '5', fee: '0.5' }),
      bought(2, { fee: null }),
    ];
    expect(statsOf(facts)).toMatchObject({
      gross: '5',
      net: '4',
      fees: '1',
      feesPaid: '2.5',
      feesLeftOut: 1,
    });
  });

  it('gives the deepest fall its times', () => {
    const stats = statsOf(['5', '-3', '4', '-6', '1', '-2'].map((pnl, n) => sold(n, pnl)));
    expect(stats.maxDrawdown).toEqual({
      amount: '7',
      peakAt: '2026-01-05T02:00:00.000Z',
      troughAt: '2026-01-05T05:00:00.000Z',
    });
  });

  it('falls from the start where nothing was won before, and not at all where nothing was lost', () => {
    expect(statsOf([sold(0, '-2'), sold(1, '1')]).maxDrawdown).toEqual({
      amount: '2',
      peakAt: null,
      troughAt: '2026-01-05T00:00:00.000Z',
    });
    expect(statsOf([sold(0, '2')]).maxDrawdown).toBeNull();
  });

  it('takes what was realised in one millisecond as one movement', () => {
    const { ts } = sold(0, '0');
    expect(statsOf([sold(0, '-2'), sold(1, '3', { ts })]).maxDrawdown).toBeNull();
  });

  it('counts round trips by their result, and leaves out those that sold nothing of known cost', () => {
    const unsold = trip(100, { pnl: '0', entryValue: '0', basis: 'unknown' });
    const trips = [...times(9, (n) => trip(n + 1)), trip(30, { pnl: '-8' }), trip(null), unsold];
    expect(statsOf([], trips).roundTrips).toEqual({
      trades: 10,
      wins: 9,
      losses: 1,
      breakEvens: 0,
      net: '37',
      open: 1,
      medianHours: { known: true, value: 5.5, n: 10 },
    });
  });

  it('gives a buy the result of its lots, in the rows of its labels only', () => {
    const facts = [
      bought(0, { labels: ['FOMO'], lotPnl: '-4', lotEntryValue: '100' }),
      bought(1, { labels: ['FOMO', 'AVG_DOWN'] }),
      sold(2, '-4', { labels: ['PANIC'] }),
    ];
    const stats = statsOf(facts);
    expect(stats).toMatchObject({ net: '-4', trades: 1 });
    expect(stats.labels).toEqual([
      { label: 'FOMO', orders: 2, trades: 1, wins: 0, losses: 1, breakEvens: 0, net: '-4' },
      { label: 'PANIC', orders: 1, trades: 1, wins: 0, losses: 1, breakEvens: 0, net: '-4' },
      { label: 'AVG_DOWN', orders: 1, trades: 0, wins: 0, losses: 0, breakEvens: 0, net: '0' },
    ]);
  });

  it('counts a round trip once in the row of a label that its buy and its sale have', () => {
    const labels = ['OVERTRADING'] as const;
    const facts = times(5, (n) => {
      const sale = sold(2 * n + 1, '-10', { labels });
      const whole = { lotPnl: '-10', lotEntryValue: '100' };
      return [bought(2 * n, { labels, ...whole, soldBy: [partOf(sale)] }), sale];
    });
    expect(statsOf(facts.flat()).labels).toMatchObject([
      { label: 'OVERTRADING', orders: 10, trades: 5, losses: 5, net: '-50' },
    ]);
  });

  it('counts a buy with what other sales than those of its row realised of it', () => {
    const labels = ['OVERTRADING'] as const;
    const [same, later] = [sold(1, '-10', { labels }), sold(2, '4')];
    const soldBy = [partOf(same), partOf(later)];
    const buy = bought(0, { labels, lotPnl: '-6', lotEntryValue: '200', soldBy });
    expect(statsOf([buy, same, later]).labels).toMatchObject([
      { label: 'OVERTRADING', orders: 2, trades: 2, wins: 1, losses: 1, net: '-6' },
      { label: 'NEUTRAL', orders: 1, trades: 1, net: '4' },
    ]);
  });

  it('calls an order neutral only where none of its fills met a rule', () => {
    const { orderId } = bought(0);
    const facts = [bought(0), bought(1, { orderId, labels: ['FOMO'] }), bought(2)];
    expect(statsOf(facts).labels).toMatchObject([
      { label: 'FOMO', orders: 1 },
      { label: 'NEUTRAL', orders: 1 },
    ]);
  });

  it('lists weeks by their Monday in the trader’s zone', () => {
    // The last hour of Sunday in UTC is Monday's first in Berlin.
    const facts = [bought(167, { labels: ['FOMO'] }), bought(166), bought(0)];
    expect(statsOf(facts).timeline).toEqual([
      { week: '2026-01-05', orders: 2, labels: [{ label: 'NEUTRAL', orders: 2 }] },
      { week: '2026-01-12', orders: 1, labels: [{ label: 'FOMO', orders: 1 }] },
    ]);
  });
});

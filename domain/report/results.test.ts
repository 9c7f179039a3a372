import { describe, expect, it } from 'vitest';
import { groupOrders, isTrade, readFills } from './orders.ts';
import { measureResults } from './results.ts';
import { sold, times } from './testing/facts.ts';

function results(pnls: readonly string[], riskPerTrade: string | null = null) {
  const orders = groupOrders(readFills(pnls.map((pnl, n) => sold(n, pnl))));
  return measureResults(orders.filter(isTrade), riskPerTrade);
}

describe('results of trades', () => {
  it('are not enough of 19', () => {
    const few = { known: false, reason: 'not enough trades yet', n: 19, minimum: 20 };
    const measured = results(times(19, () => '1'));
    for (const measure of [measured.winRate, measured.profitFactor, measured.expectancy, measured.averageR])
      expect(measure).toEqual(few);
    expect(measured.averageWin).toMatchObject({ known: true, value: '1', n: 19 });
  });

  it('count break-evens among the trades of the win rate', () => {
    const { winRate } = results([...times(8, () => '1'), ...times(6, () => '-1'), ...times(6, () => '0.1')]);
    // Wilson 1927 of 8 in 20.
    expect(winRate).toMatchObject({ known: true, value: 0.4, n: 20 });
    expect(winRate).toMatchObject({ low: expect.closeTo(0.2188, 4), high: expect.closeTo(0.6134, 4) });
  });

  it('give winnings over losses, without what break-evens brought', () => {
    const pnls = [...times(20, () => '3'), ...times(10, () => '-4'), ...times(2, () => '-0.1')];
    expect(results(pnls).profitFactor).toEqual({ known: true, value: 1.5, n: 30 });
  });

  it.each([
    ['losses', 19, 1],
    ['losses', 20, 0],
    ['losses', 20, 9],
    ['wins', 9, 20],
  ])('have no profit factor of too few %s: %i wins and %i losses', (what, wins, losses) => {
    const pnls = [...times(wins, () => '10'), ...times(losses, () => '-0.5')];
    const few = { known: false, reason: `not enough ${what} yet`, n: Math.min(wins, losses), minimum: 10 };
    expect(results(pnls).profitFactor).toEqual(few);
  });

  it('give a mean with Student’s interval', () => {
    // Mean 0.5, deviation √(20/19 × 1.5²) = 1.53897, t(19) = 2.09302: ± 0.72025.
    const { expectancy, averageWin, averageLoss } = results(times(20, (n) => (n % 2 === 0 ? '2' : '-1')));
    expect(expectancy).toMatchObject({ known: true, value: '0.5', n: 20 });
    expect(expectancy.known && Number(expectancy.low)).toBeCloseTo(-0.22025, 4);
    expect(expectancy.known && Number(expectancy.high)).toBeCloseTo(1.22025, 4);
    expect(averageWin).toEqual({ known: true, value: '2', n: 10, low: '2', high: '2' });
    expect(averageLoss).toEqual({ known: true, value: '-1', n: 10, low: '-1', high: '-1' });
  });

  it('round a mean once, half to even, at eight decimals', () => {
    const { expectancy } = results(['1.0000005', ...times(19, () => '1')]);
    expect(expectancy).toMatchObject({ value: '1.00000002' });
  });

  it('are told in R by the risk that is set, and not at all without', () => {
    const pnls = times(20, (n) => (n % 2 === 0 ? '2' : '-1'));
    expect(results(pnls, '0.25').averageR).toMatchObject({ known: true, value: 2, n: 20 });
    expect(results(pnls).averageR).toMatchObject({ known: false, reason: 'no risk per trade is set', n: 20 });
  });
});

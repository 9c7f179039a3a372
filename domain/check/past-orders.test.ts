import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOrders, readFills } from '../report/orders.ts';
import { anyFacts } from '../report/testing/any-facts.ts';
import { bought, HOUR_MS, START_MS, sold } from '../report/testing/facts.ts';
import { readPastOrders } from './past-orders.ts';

const NONE = new Map();

describe('past orders', () => {
  it('are the orders of the reports, and won where those did', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const orders = readPastOrders(facts, NONE);
        const reported = groupOrders(readFills(facts));
        expect(orders).toHaveLength(reported.length);
        const winsOf = (wins: boolean[]) => wins.filter((win) => win).length;
        expect(winsOf(orders.map(({ outcome }) => outcome?.won ?? false))).toBe(
          winsOf(reported.map(({ result }) => result?.kind === 'win')),
        );
      }),
    );
  });

  it('come by time in whatever order their fills are given', () => {
    const shuffled = anyFacts.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([facts, others]) => {
        const view = (given: typeof facts) =>
          readPastOrders(given, NONE).map(({ id, ts, outcome }) => ({ id, ts, outcome }));
        expect(view(others)).toEqual(view(facts));
      }),
    );
  });

  it('have the result of their slices together over what these cost', () => {
    const slices = [
      sold(2, '30', { orderId: 'o', ts: START_MS, entryValue: '100' }),
      sold(3, '-10', { orderId: 'o', ts: START_MS + HOUR_MS, entryValue: '300' }),
    ];
    expect(readPastOrders(slices, NONE)).toMatchObject([
      { id: 'o', ts: START_MS, outcome: { result: 0.05, won: true } },
    ]);
  });

  it('have none while nothing of a buy is sold, and of a sale without a known cost', () => {
    const buy = bought(1, { lotPnl: null, lotEntryValue: null });
    const sale = sold(2, '0', { basis: 'unknown', pnl: null, entryValue: null });
    expect(readPastOrders([buy, sale], NONE).map(({ outcome }) => outcome)).toEqual([null, null]);
  });
});

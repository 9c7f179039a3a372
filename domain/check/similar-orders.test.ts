import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conditions } from '../../contracts/derived.ts';
import { CONDITION_NAMES } from './conditions.ts';
import type { PastOrder } from './past-orders.ts';
import { openSimilarity } from './similar-orders.ts';
import { similarOutcomes } from './similar-outcomes.ts';

const WIDTH = CONDITION_NAMES.length;

function order(at: number, conditions: Conditions, over: Partial<PastOrder> = {}): PastOrder {
  return {
    id: String(at).padStart(4, '0'),
    symbol: 'BTC-USD',
    side: 'BUY',
    ts: at,
    value: 100,
    feeRate: 0.004,
    conditions,
    outcome: { result: at / 1000, won: at > 0 },
    ...over,
  };
}

const anyFigure = fc.option(fc.integer({ min: -50, max: 50 }), { freq: 6 });
const anyConditions = fc.array(anyFigure, { minLength: WIDTH, maxLength: WIDTH });
const anyOutcome = fc.option(fc.record({ result: fc.integer({ min: -99, max: 99 }), won: fc.boolean() }), {
  freq: 4,
});
const anyPast = fc
  .array(fc.record({ conditions: anyConditions, outcome: anyOutcome, ts: fc.nat(20) }), { maxLength: 60 })
  .map((drawn) => drawn.map(({ conditions, ...over }, at) => order(at, conditions, over)));

const idsOf = (orders: readonly PastOrder[], to: Conditions) =>
  openSimilarity(orders)
    .to(to)
    .map((similar) => similar.order.id);

describe('similar orders', () => {
  it('are the same in whatever unit a condition is measured', () => {
    // Powers of two scale floats exactly, so that no tie turns by rounding.
    const anyScale = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: WIDTH, maxLength: WIDTH });
    fc.assert(
      fc.property(anyPast, anyConditions, anyScale, (orders, to, powers) => {
        const scaled = (conditions: Conditions) =>
          conditions.map((value, at) => (value === null ? null : value * 2 ** (powers[at] ?? 0)));
        const others = orders.map((one) => ({ ...one, conditions: scaled(one.conditions) }));
        expect(idsOf(others, scaled(to))).toEqual(idsOf(orders, to));
      }),
    );
  });

  it('are the same in whatever order the past is given, ties included', () => {
    const shuffled = anyPast.chain((orders) =>
      fc.tuple(
        fc.constant(orders),
        fc.shuffledSubarray(orders, { minLength: orders.length, maxLength: orders.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyConditions, ([orders, others], to) => {
        expect(openSimilarity(others).to(to)).toEqual(openSimilarity(orders).to(to));
      }),
    );
  });

  it('come nearest first, each once, and none farther than a deviation per condition', () => {
    fc.assert(
      fc.property(anyPast, anyConditions, (orders, to) => {
        const similar = openSimilarity(orders).to(to);
        const distances = similar.map(({ distance }) => distance);
        expect(distances).toEqual(distances.toSorted((a, b) => a - b));
        expect(distances.every((distance) => distance >= 0 && distance <= 1)).toBe(true);
        expect(new Set(similar.map((one) => one.order.id)).size).toBe(similar.length);
      }),
    );
  });

  it('say nothing of what is not known: neither of conditions, nor of outcomes', () => {
    fc.assert(
      fc.property(anyPast, anyConditions, (orders, to) => {
        const similar = openSimilarity(orders).to(to);
        for (const one of similar) {
          const common = one.order.conditions.filter(
            (value, at) => value !== null && (to[at] ?? null) !== null,
          );
          expect(common.length).toBeGreaterThanOrEqual(4);
        }
        const { counted, leftOut, result } = similarOutcomes(similar, 'buys');
        const ended = similar.filter((one) => one.order.outcome !== null).length;
        expect(result.n).toBe(counted.length);
        expect(counted.length).toBe(Math.min(ended, 20));
        expect(counted.length + leftOut).toBeLessThanOrEqual(similar.length);
        expect(result.known).toBe(counted.length >= 10);
      }),
    );
  });

  it('put the later of two that are as near first', () => {
    const flat = (value: number): Conditions => [value, value, value, value];
    const orders = [order(1, flat(0)), order(2, flat(2)), order(3, flat(0)), order(4, flat(2))];
    expect(idsOf(orders, flat(0))).toEqual(['0003', '0001']);
  });

  it('are as near with four conditions in common as with seven, where each differs as much', () => {
    const spread = [order(1, [0, 0, 0, 0, 0, 0, 0]), order(2, [8, 8, 8, 8, 8, 8, 8])];
    const few = order(3, [4, 4, 4, 4, null, null, null]);
    const many = order(4, [4, 4, 4, 4, 4, 4, 4]);
    const similar = openSimilarity([...spread, few, many]).to([5, 5, 5, 5, 5, 5, 5]);
    const [a, b] = [few, many].map(({ id }) => similar.find((one) => one.order.id === id)?.distance);
    // The deviations differ by what is not known of one of them.
    expect(a).toBeCloseTo(b ?? Number.NaN, 1);
  });

  it('are none where a condition is the same in all of the past and nothing else is known', () => {
    const same = [order(1, [1, 1, 1, 1]), order(2, [1, 1, 1, 1])];
    expect(idsOf(same, [1, 1, 1, 1])).toEqual([]);
  });
});

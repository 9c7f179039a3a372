import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonCdf } from './poisson.ts';

/** The definition, term by term. */
function plainCdf(count: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), 0];
  for (let k = 0; k <= count; k += 1) {
    sum += term;
    term *= mean / (k + 1);
  }
  return sum;
}

/** The smallest count that at least 95 % of the days stay within. */
function percentile95(mean: number): number {
  let count = 0;
  while (plainCdf(count, mean) < 0.95) count += 1;
  return count;
}

describe('the Poisson distribution', () => {
  // Published tables: P(X ≤ 4 | 3) = 0.8153, P(X ≤ 0 | 0.5) = 0.6065, P(X ≤ 10 | 10) = 0.5830.
  it.each([
    [4, 3, 0.8153],
    [0, 0.5, 0.6065],
    [10, 10, 0.583],
  ])('has at most %i of %d usual with the probability of the tables', (count, mean, expected) => {
    expect(poissonCdf(count, mean)).toBeCloseTo(expected, 4);
  });

  it('is the sum of its terms', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0.03, max: 120, noNaN: true }), (count, mean) => {
        expect(poissonCdf(count, mean)).toBeCloseTo(plainCdf(count, mean), 10);
      }),
    );
  });

  it('reaches 0.95 one below exactly those counts that are above the 95th percentile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 1500 }), (count, orders) => {
        const mean = orders / 30;
        expect(poissonCdf(count - 1, mean) >= 0.95).toBe(count > percentile95(mean));
      }),
      { numRuns: 500 },
    );
  });

  it('neither underflows nor leaves 0 to 1 where thousands are usual', () => {
    expect(poissonCdf(5000, 5000)).toBeCloseTo(0.5038, 4);
    expect(poissonCdf(0, 5000)).toBe(0);
    expect(poissonCdf(9000, 5000)).toBeCloseTo(1, 12);
  });
});

import { describe, expect, it } from 'vitest';
import { percentileInterval, ROUNDS, resample } from './bootstrap.ts';
import { times } from './testing/facts.ts';
import { xorshift32 } from './xorshift.ts';

describe('bootstrap', () => {
  it('draws as many as there are in each round, and each about as often as any other', () => {
    const size = 50;
    const everyone = Uint16Array.from(times(size, (n) => n));
    const values = Float64Array.from(times(size, (n) => n + 1));
    const { sums, counts, totals } = resample({ values, groups: everyone, groupCount: size }, 3);
    const drawn = times(size, () => 0);
    for (let round = 0; round < ROUNDS; round += 1) {
      const row = counts.subarray(round * size, (round + 1) * size);
      expect(row.reduce((sum, count) => sum + count, 0)).toBe(size);
      expect(sums.subarray(round * size, (round + 1) * size).reduce((sum, one) => sum + one, 0)).toBe(
        totals[round],
      );
      row.forEach((count, one) => {
        drawn[one] = (drawn[one] ?? 0) + count;
      });
    }
    // Each 1,000 times, give or take five standard deviations of √1000.
    for (const count of drawn) expect(Math.abs(count - ROUNDS)).toBeLessThan(160);
  });

  it('varies a mean as theory says: the deviation over the root of the size', () => {
    const size = 400;
    const values = Float64Array.from(times(size, (n) => (n % 2 ? 1 : -1)));
    const { totals } = resample({ values, groups: new Uint16Array(size), groupCount: 1 }, 11);
    const { low, high } = percentileInterval(totals.map((total) => total / size));
    expect(low).toBeCloseTo(-1.96 / 20, 1.5);
    expect(high).toBeCloseTo(1.96 / 20, 1.5);
  });

  it('takes the values that 25 of 1,000 lie below and above', () => {
    expect(percentileInterval(Float64Array.from(times(1000, (n) => 999 - n)))).toEqual({
      low: 25,
      high: 974,
    });
  });

  // Marsaglia 2003, the triple 13, 17, 5: the states that follow 1.
  it('follows xorshift32', () => {
    const states = [1];
    for (let n = 0; n < 3; n += 1) states.push(xorshift32(states[n] ?? 0));
    expect(states.slice(1).map((state) => state >>> 0)).toEqual([270369, 67634689, 2647435461]);
  });
});

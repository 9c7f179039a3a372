import { xorshift32 } from './xorshift.ts';

/** Enough for the ends of a 95 % interval (Efron & Tibshirani 1993, ch. 12): 25 of them lie beyond each. */
export const ROUNDS = 1000;
const BEYOND = 0.025;
/** Odd, so that different seeds start at different states; near 2^32 over the golden ratio, so that small ones start far apart. */
const SPREAD = 0x9e3779b1;

/** Values with the group that each belongs to, numbered from 0. */
type Population = { values: Float64Array; groups: Uint16Array; groupCount: number };

/** Sum and count of each group in each round, at round × groupCount + group, and the sum of all values of each round. */
export type Resamples = { sums: Float64Array; counts: Int32Array; totals: Float64Array };

/**
 * Draws as many values as there are, with replacement, a thousand times (Efron 1979). Groups are drawn together, so that what is
 * computed from several of them in one round belongs together.
 */
export function resample({ values, groups, groupCount }: Population, seed: number): Resamples {
  const size = values.length;
  const sums = new Float64Array(ROUNDS * groupCount);
  const counts = new Int32Array(ROUNDS * groupCount);
  const totals = new Float64Array(ROUNDS);
  const perState = size / 2 ** 32;
  let state = Math.imul(seed, SPREAD) || SPREAD;
  for (let round = 0; round < ROUNDS; round += 1) {
    const row = round * groupCount;
    let total = 0;
    for (let drawn = 0; drawn < size; drawn += 1) {
      state = xorshift32(state);
      const at = ((state >>> 0) * perState) | 0;
      const value = values[at] ?? 0;
      const cell = row + (groups[at] ?? 0);
      sums[cell] = (sums[cell] ?? 0) + value;
      counts[cell] = (counts[cell] ?? 0) + 1;
      total += value;
    }
    totals[round] = total;
  }
  return { sums, counts, totals };
}

/** The percentile interval of 95 %. */
export function percentileInterval(estimates: Float64Array): { low: number; high: number } {
  const sorted = estimates.toSorted();
  const beyond = Math.floor(sorted.length * BEYOND);
  return { low: sorted[beyond] ?? Number.NaN, high: sorted[sorted.length - 1 - beyond] ?? Number.NaN };
}

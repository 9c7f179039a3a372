import { xorshift32 } from './xorshift.ts';

/** Enough for the ends of a 95 % interval (Efron & Tibshirani 1993, ch. 12): 25 of them lie beyond each. */
export const ROUNDS = 1000;
const BEYOND = 0.025;
/** Odd, so that different seeds start at different states; near 2^32 over the golden ratio, so that small ones start far apart. */
const SPREAD = 0x9e3779b1;

/**
 * Values with the group that each belongs to, numbered from 0. `unitStarts`: where each unit of values that are drawn together begins, the last one's
 * end behind it; without it each value is its own.
 */
type Population = {
  values: Float64Array;
  groups: Uint16Array;
  groupCount: number;
  unitStarts?: Uint32Array;
};

/** Sum and count of each group in each round, at round × groupCount + group, and the sum of all values of each round. */
export type Resamples = { sums: Float64Array; counts: Int32Array; totals: Float64Array };

/**
 * Draws as many units as there are, with replacement, a thousand times (Efron 1979); of values that depend on each other, such as a buy and its sale,
 * whole clusters (Davison & Hinkley 1997, 3.8). Groups are drawn together, so that what is
 * computed from several of them in one round belongs together.
 */
export function resample(
  { values, groups, groupCount, unitStarts = eachAlone(values.length) }: Population,
  seed: number,
): Resamples {
  const size = unitStarts.length - 1;
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
      const unit = ((state >>> 0) * perState) | 0;
      const end = unitStarts[unit + 1] ?? 0;
      for (let at = unitStarts[unit] ?? 0; at < end; at += 1) {
        const value = values[at] ?? 0;
        const cell = row + (groups[at] ?? 0);
        sums[cell] = (sums[cell] ?? 0) + value;
        counts[cell] = (counts[cell] ?? 0) + 1;
        total += value;
      }
    }
    totals[round] = total;
  }
  return { sums, counts, totals };
}

function eachAlone(size: number): Uint32Array {
  return Uint32Array.from({ length: size + 1 }, (_, at) => at);
}

/** The percentile interval of 95 %. */
export function percentileInterval(estimates: Float64Array): { low: number; high: number } {
  const sorted = estimates.toSorted();
  const beyond = Math.floor(sorted.length * BEYOND);
  return { low: sorted[beyond] ?? Number.NaN, high: sorted[sorted.length - 1 - beyond] ?? Number.NaN };
}

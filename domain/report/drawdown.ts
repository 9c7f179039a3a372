import type { Stats } from '../../contracts/stats.ts';
import type { ReportFill } from './orders.ts';
import { toDecimal } from './units.ts';

/**
 * The deepest fall of the cumulated net result from its peak before, the first of equals. The sum starts at zero, and that is a peak
 * too (peakAt null). What was realised in the same millisecond is one movement.
 * @param fills in order of time
 */
export function maxDrawdown(fills: readonly ReportFill[]): Stats['maxDrawdown'] {
  let sum = 0n;
  let peak: { sum: bigint; at: number | null } = { sum, at: null };
  let deepest = { amount: 0n, peakAt: peak.at, troughAt: 0 };
  for (const [i, { fact, net }] of fills.entries()) {
    sum += net;
    if (fills[i + 1]?.fact.ts === fact.ts) continue;
    if (sum > peak.sum) peak = { sum, at: fact.ts };
    const amount = peak.sum - sum;
    if (amount > deepest.amount) deepest = { amount, peakAt: peak.at, troughAt: fact.ts };
  }
  const { amount, peakAt, troughAt } = deepest;
  if (amount === 0n) return null;
  return {
    amount: toDecimal(amount),
    peakAt: peakAt === null ? null : new Date(peakAt).toISOString(),
    troughAt: new Date(troughAt).toISOString(),
  };
}

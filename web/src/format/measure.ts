import { formatCount } from './decimal.ts';

interface Missing {
  reason: string;
  n: number;
  minimum: number;
}

/** 'Not enough trades yet: 12 of 20'. A reason that no further trade mends stands alone, and so does a minimum of one: it is no sample. */
export function tellMissing({ reason, n, minimum }: Missing): string {
  const told = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  return n < minimum && minimum > 1 ? `${told}: ${formatCount(n)} of ${formatCount(minimum)}` : told;
}

interface Interval<T> {
  low?: T | undefined;
  high?: T | undefined;
}

/** ' (95% interval 40% to 60%)', to follow a figure; '' without one. */
export function tellInterval<T>({ low, high }: Interval<T>, format: (value: T) => string): string {
  return low === undefined || high === undefined ? '' : ` (95% interval ${format(low)} to ${format(high)})`;
}

import { formatNumber } from '../format/number.ts';

/** A signed fraction in percent: '−1.2%'. */
export function formatResult(fraction: number): string {
  return formatNumber(fraction, RESULT);
}

/** About how far a price has to rise, from a decimal: '+2.4%', and two digits of what is less than that. */
export function formatRise(fraction: string): string {
  return formatNumber(fraction, RISE);
}

const RESULT = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
const RISE = { ...RESULT, maximumSignificantDigits: 2, roundingPriority: 'morePrecision' } as const;

import { formatNumber } from '../format/number.ts';

const COMPACT = { notation: 'compact', maximumSignificantDigits: 3 } as const;

/** '1.2K', '−340': for axes and cells, where an exact figure stands beside or behind it. */
export function formatCompact(value: number): string {
  return formatNumber(value, COMPACT);
}

/** The same with its sign, where it is a result. */
export function formatCompactResult(value: number): string {
  return value > 0 ? `+${formatCompact(value)}` : formatCompact(value);
}

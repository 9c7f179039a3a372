const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** '1.2K', '−340': for axes and cells, where an exact figure stands beside or behind it. */
export function formatCompact(value: number): string {
  return COMPACT.format(value).replace('-', '−');
}

/** The same with its sign, where it is a result. */
export function formatCompactResult(value: number): string {
  return value > 0 ? `+${formatCompact(value)}` : formatCompact(value);
}

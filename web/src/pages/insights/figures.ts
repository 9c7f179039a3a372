import { formatNumber, formatShare } from '../../format/number.ts';

/** What an interval bar measures: a ratio is neutral at 1, a difference of two shares at 0, and a share has no neutral value. */
export type Kind = 'ratio' | 'difference' | 'share';

const TWO_DIGITS = { maximumSignificantDigits: 2 } as const;
const POINTS = { maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;

/** 1.6, with two digits that count. */
export function formatRatio(value: number): string {
  return formatNumber(value, TWO_DIGITS);
}

export function formatFigure(kind: Kind, value: number): string {
  if (kind === 'ratio') return formatRatio(value);
  if (kind === 'share') return formatShare(value);
  return `${formatNumber(value * 100, POINTS)} points`;
}

/** '0.9 to 2.8'; the unit is told once. */
export function formatInterval(kind: Kind, low: number, high: number): string {
  const from = formatFigure(kind, low);
  return `${kind === 'difference' ? from.replace(' points', '') : from} to ${formatFigure(kind, high)}`;
}

/** A signed fraction in percent: '−1.2%'. */
export function formatResult(fraction: number): string {
  return percent(fraction, 'exceptZero');
}

/** About how far a price has to rise, from a decimal: '+2.4%', and two digits of what is less than that. */
export function formatRise(fraction: string): string {
  return RISE.format(fraction as Intl.StringNumericLiteral);
}

const RISE = new Intl.NumberFormat('en', {
  style: 'percent',
  signDisplay: 'exceptZero',
  maximumFractionDigits: 1,
  maximumSignificantDigits: 2,
  roundingPriority: 'morePrecision',
});

/** '35%' */
export function formatShare(fraction: number): string {
  return percent(fraction, 'auto', 0);
}

function percent(fraction: number, signDisplay: 'exceptZero' | 'auto', digits = 1): string {
  return fraction
    .toLocaleString('en', { style: 'percent', maximumFractionDigits: digits, signDisplay })
    .replace('-', '−');
}

/** A signed fraction in percent: '−1.2%'. */
export function formatResult(fraction: number): string {
  return percent(fraction, 'exceptZero');
}

/** '35%' */
export function formatShare(fraction: number): string {
  return percent(fraction, 'auto', 0);
}

function percent(fraction: number, signDisplay: 'exceptZero' | 'auto', digits = 1): string {
  return fraction
    .toLocaleString('en', { style: 'percent', maximumFractionDigits: digits, signDisplay })
    .replace('-', '−');
}

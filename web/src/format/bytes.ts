const UNITS = ['kB', 'MB', 'GB'];

/** '12 kB', '1.4 MB': in powers of a thousand, as a download shows it. */
export function formatBytes(bytes: number): string {
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 10 ? 0 : 1;
  return `${Math.max(value, unit === 0 ? 1 : 0).toLocaleString('en', { maximumFractionDigits: digits })} ${UNITS[unit]}`;
}

/**
 * A figure as the app writes it: with a true minus, and with none before what is rounded to nothing. A decimal string goes to Intl as it is, which keeps
 * every digit, where a float would not.
 */
export function formatNumber(value: number | string, options: Intl.NumberFormatOptions = PLAIN): string {
  const formatter =
    formatters.get(options) ?? new Intl.NumberFormat('en', { signDisplay: 'negative', ...options });
  formatters.set(options, formatter);
  return formatter.format(value as Intl.StringNumericLiteral).replace('-', '−');
}

/** By the options themselves: only those that are constants are found again. */
const formatters = new WeakMap<Intl.NumberFormatOptions, Intl.NumberFormat>();

const PLAIN = {};
const SHARE = { style: 'percent' } as const;
const SMALL_SHARE = {
  style: 'percent',
  maximumSignificantDigits: 2,
  maximumFractionDigits: 2,
  roundingPriority: 'lessPrecision',
} as const;
const SMALL = 0.1;

/** '34%', and two digits of a small one: '5.2%', '0.32%'. Below a hundredth of a percent it may be what a float left of nothing. */
export function formatShare(fraction: number): string {
  return formatNumber(fraction, fraction < SMALL ? SMALL_SHARE : SHARE);
}

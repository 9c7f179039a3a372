import BigJs from 'big.js';

const SMALL_AMOUNT_DIGITS = 3;

/** A fraction's size in percent, one decimal at most: -0.0943 is "9.4%". The words around it tell the sign. */
export function formatPercent(fraction: number): string {
  return `${trimZero((Math.abs(fraction) * 100).toFixed(1))}%`;
}

/** An amount's size: two decimals from 1 up, three digits below, so that 0.0000123 BTC is not told as nothing. */
export function formatAmount(amount: string): string {
  const size = new BigJs(amount).abs();
  return size.gte(1) ? size.toFixed(2) : size.prec(SMALL_AMOUNT_DIGITS).toFixed();
}

/** Hours, one decimal below ten: "1.5 hours", "26 hours". */
export function formatHours(hours: number): string {
  if (hours < 1) return 'less than an hour';
  const text = hours < 10 ? trimZero(hours.toFixed(1)) : hours.toFixed(0);
  return text === '1' ? '1 hour' : `${text} hours`;
}

function trimZero(text: string): string {
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

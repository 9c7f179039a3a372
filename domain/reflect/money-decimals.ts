import { isMoney } from '../ledger/money-assets.ts';

/** Digits of an amount that two decimals would cut to the crumbs: 0.0149 BTC are a thousand dollars. */
const SIGNIFICANT_DIGITS = 5;
const CENTS = 2;

/**
 * How many decimals an amount is told with at most, on the page as in texts; two at least. Cents of fiat money and of what is pegged to it;
 * of any other asset, and below a cent, as many as make five significant digits.
 * @param amount a decimal string
 * @param currency the asset that it is counted in
 */
export function moneyDecimals(amount: string, currency: string): number {
  const exponent = exponentOf(amount);
  if (isMoney(currency) && exponent >= -CENTS) return CENTS;
  return Math.max(CENTS, SIGNIFICANT_DIGITS - 1 - exponent);
}

/** The power of ten of the first digit that is not nought; 0 of nothing. */
function exponentOf(amount: string): number {
  const [whole = '', decimals = ''] = amount.replace('-', '').split('.');
  if (/[1-9]/.test(whole)) return whole.length - 1;
  const first = decimals.search(/[1-9]/);
  return first === -1 ? 0 : -first - 1;
}

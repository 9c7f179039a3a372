import BigJs, { type Big } from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';

/**
 * The ledger's decimals. Sums, differences and products are exact. Only a division rounds, half to even, at
 * DIVISION_DECIMALS; see lot-queue.ts for how a closed lot still adds up to the last digit.
 */
const DIVISION_DECIMALS = 30;
const Money = BigJs();
Money.DP = DIVISION_DECIMALS;
Money.RM = 2;

/** DecimalSchema refuses anything longer. */
const LONGEST_DECIMAL_CHARACTERS = 60;
/** Keeps every product and every sum of 100,000 of them inside LONGEST_DECIMAL_CHARACTERS. */
const LARGEST_INTEGER_DIGITS = 24;
const PLAIN_DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;

export const ZERO: Big = new Money('0');

/** The number that a decimal string says; null if it is no plain decimal of at most 60 characters and 24 integer digits. */
export function parseDecimal(text: string): Big | null {
  if (text.length > LONGEST_DECIMAL_CHARACTERS || !PLAIN_DECIMAL.test(text)) return null;
  const value = new Money(text);
  return value.e < LARGEST_INTEGER_DIGITS ? value : null;
}

/** Without exponent. More digits than a decimal string may have are rounded away, half to even, from the right. */
export function formatDecimal(value: Big): Decimal {
  const text = value.toFixed();
  if (text.length <= LONGEST_DECIMAL_CHARACTERS) return text;
  const decimals = LONGEST_DECIMAL_CHARACTERS - text.indexOf('.') - 1;
  return value.round(decimals).toFixed();
}

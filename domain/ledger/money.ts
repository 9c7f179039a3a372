import BigJs, { type Big } from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';

/** The ledger's decimals. Sums, differences and products are exact; prorate is the only division, and rounds. */
const Money = BigJs();

/** Of a share, half to even. What was rounded away stays with the rest: see open-lots.ts. */
const SHARE_DECIMALS = 30;
/** DecimalSchema refuses anything longer. */
const LONGEST_DECIMAL_CHARACTERS = 60;
/** A float holds 15 digits whole. */
const FLOAT_DIGITS = 15;
/** Keeps every product and every sum of 100,000 of them inside LONGEST_DECIMAL_CHARACTERS. */
const LARGEST_INTEGER_DIGITS = 24;
const PLAIN_DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;

export const ZERO: Big = new Money('0');

/** big.js copies both sides of a comparison; against zero the digits and the sign tell. */
export function isZero(value: Big): boolean {
  return value.c[0] === 0;
}

export function isPositive(value: Big): boolean {
  return value.s > 0 && value.c[0] !== 0;
}

/** The number that a decimal string says; null if it is no plain decimal of at most 60 characters and 24 integer digits. */
export function parseDecimal(text: string): Big | null {
  if (text.length > LONGEST_DECIMAL_CHARACTERS || !PLAIN_DECIMAL.test(text)) return null;
  const value = new Money(text);
  return value.e < LARGEST_INTEGER_DIGITS ? value : null;
}

/** parseDecimal, and null where the number is not above zero or there is none. */
export function parsePositive(text: string | null | undefined): Big | null {
  const value = text == null ? null : parseDecimal(text);
  return value && isPositive(value) ? value : null;
}

/** Without exponent. More digits than a decimal string may have are rounded away, half to even, from the right. */
export function formatDecimal(value: Big): Decimal {
  const text = value.toFixed();
  if (text.length <= LONGEST_DECIMAL_CHARACTERS) return text;
  const decimals = LONGEST_DECIMAL_CHARACTERS - text.indexOf('.') - 1;
  return value.round(decimals, BigJs.roundHalfEven).toFixed();
}

/** Every digit of a number, for restoreDecimal: a state that is put away must not lose what formatDecimal rounds. */
export function storeDecimal(value: Big): string {
  return value.toFixed();
}

export function restoreDecimal(text: string): Big {
  return new Money(text);
}

/**
 * total × part ÷ whole, at SHARE_DECIMALS. `whole` is above zero; a part that is the whole gives the total unrounded.
 * big.js divides digit by digit and takes five times as long.
 */
export function prorate(total: Big, part: Big, whole: Big): Big {
  if (part.eq(whole) || isZero(total)) return total;
  const shift = exponentOf(total) + exponentOf(part) - exponentOf(whole) + SHARE_DECIMALS;
  const scale = 10n ** BigInt(Math.abs(shift));
  const dividend = digitsOf(total) * digitsOf(part) * (shift > 0 ? scale : 1n);
  const divisor = digitsOf(whole) * (shift < 0 ? scale : 1n);
  const share = new Money(`${divideHalfEven(dividend, divisor)}e-${SHARE_DECIMALS}`);
  return total.s * part.s < 0 ? share.neg() : share;
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twiceTheRest = (dividend - quotient * divisor) * 2n;
  const up = twiceTheRest > divisor || (twiceTheRest === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** A Big is ±digits × 10 ** exponent. */
function digitsOf(value: Big): bigint {
  return BigInt(value.c.join(''));
}

function exponentOf(value: Big): number {
  return value.e - value.c.length + 1;
}

/** A float within its last digits: for statistics, never for money that is shown. */
export function approximate(value: Big): number {
  let digits = 0;
  const { length } = value.c;
  const kept = Math.min(length, FLOAT_DIGITS);
  for (let at = 0; at < kept; at += 1) digits = digits * 10 + (value.c[at] ?? 0);
  return value.s * digits * 10 ** (value.e - kept + 1);
}

/** A finite float, digit by digit as it prints: prices of candles are read as floats, and a fee may be valued by one. */
export function decimalOf(value: number): Decimal {
  return formatDecimal(new Money(String(value)));
}

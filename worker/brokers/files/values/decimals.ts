import Big from 'big.js';

/** Digits kept of a quotient, since it need not end. */
const QUOTIENT_DECIMALS = 24;
/** Longer text is no number of a trade, and an exponent past this would only write zeros. */
const MAX_CHARACTERS = 80;
const MAX_EXPONENT = 40;

// A constructor of its own: Big's precision is a property of the constructor.
const Quotient = Big();
Quotient.DP = QUOTIENT_DECIMALS;

export type DecimalMark = '.' | ',';

const PLAIN = /^(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
/** Thousands, and the lakhs of India. */
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/;

/**
 * A number as venues and spreadsheets write it ("1,250.50", "€95.00", "−0,5", "(3)", "6.8E-7") as a plain decimal without needless zeros.
 * null: it is no number. A separator that could be either is never guessed: with a decimal point "1,5" is null.
 */
export function plainDecimal(text: string, mark: DecimalMark = '.'): string | null {
  if (text.length > MAX_CHARACTERS) return null;
  const bare = text.replace(/[\p{Sc}\s'’]/gu, '').replace(/[−–]/g, '-');
  const [, bracket, sign, digits = ''] = /^(\(?)([+-]?)([^()]*?)\)?$/.exec(bare) ?? [];
  if (digits === '' || (bracket === '(') !== bare.endsWith(')')) return null;
  const pointed = mark === ',' ? swapMarks(digits) : digits;
  const ungrouped = GROUPED.test(pointed) ? pointed.replaceAll(',', '') : pointed;
  const [, integer = '', fraction = '', exponent] = PLAIN.exec(ungrouped) ?? [];
  if (integer + fraction === '') return null;
  const shift = Number(exponent ?? 0);
  if (Math.abs(shift) > MAX_EXPONENT) return null;
  const size = trimmed(...shifted(integer, fraction, shift));
  const isNegative = (sign === '-') !== (bracket === '(');
  return isNegative && size !== '0' ? `-${size}` : size;
}

function swapMarks(digits: string): string {
  return digits.replace(/[.,]/g, (found) => (found === ',' ? '.' : ','));
}

function shifted(integer: string, fraction: string, by: number): [string, string] {
  if (by >= 0) return [integer + fraction.slice(0, by).padEnd(by, '0'), fraction.slice(by)];
  const padded = integer.padStart(-by, '0');
  return [padded.slice(0, padded.length + by), padded.slice(by) + fraction];
}

function trimmed(integer: string, fraction: string): string {
  const whole = integer.replace(/^0+/, '') || '0';
  const part = fraction.replace(/0+$/, '');
  return part === '' ? whole : `${whole}.${part}`;
}

export function isNegative(decimal: string): boolean {
  return decimal.startsWith('-');
}

export function absolute(decimal: string): string {
  return isNegative(decimal) ? decimal.slice(1) : decimal;
}

/** Of plain decimals, exactly. */
export function sum(decimals: readonly string[]): string {
  return decimals.reduce((total, next) => total.plus(next), new Big(0)).toFixed();
}

export function minus(a: string, b: string): string {
  return new Big(a).minus(b).toFixed();
}

/** a × b, cut to the digits that a quotient keeps. */
export function times(a: string, b: string): string {
  return new Big(a).times(b).round(QUOTIENT_DECIMALS).toFixed();
}

/** a / b. null: nothing can be divided by zero. */
export function quotient(a: string, b: string): string | null {
  return new Big(b).eq(0) ? null : new Quotient(a).div(b).toFixed();
}

export function compare(a: string, b: string): number {
  return new Big(a).cmp(b);
}

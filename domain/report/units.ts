import type { Decimal } from '../../contracts/decimal.ts';
import { formatDecimal, restoreDecimal } from '../ledger/money.ts';

/** DecimalSchema ends at 60 characters, so that no decimal has more digits behind its point. */
const SCALE = 58;
const POWERS = Array.from({ length: SCALE + 1 }, (_, n) => 10n ** BigInt(n));
const ONE = 10n ** BigInt(SCALE);
const FLOAT_ONE = Number(ONE);
const LONGEST_DECIMAL_CHARACTERS = 60;

/**
 * Money as a whole number of 10^-58. A report adds every amount to half a dozen sums and compares them: read once, each costs an
 * integer's addition, where big.js or ledger/sum.ts would read it again.
 */
export type Units = bigint;

export function toUnits(amount: Decimal): Units {
  const point = amount.indexOf('.');
  if (point < 0) return BigInt(amount) * ONE;
  const missing = SCALE - (amount.length - point - 1);
  return BigInt(amount.slice(0, point) + amount.slice(point + 1)) * (POWERS[missing] ?? ONE);
}

export function toDecimal(units: Units): Decimal {
  const digits = String(units < 0n ? -units : units).padStart(SCALE + 1, '0');
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  const text = `${units < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${fraction && `.${fraction}`}`;
  return text.length <= LONGEST_DECIMAL_CHARACTERS ? text : formatDecimal(restoreDecimal(text));
}

/** Within a float's last digits: for statistics, never for what is shown as money. */
export function toNumber(units: Units): number {
  return Number(units) / FLOAT_ONE;
}

/** As the quotient of the two decimals' floats. */
export function ratioOf(upper: Units, lower: Units): number {
  return Number(toDecimal(upper)) / Number(toDecimal(lower));
}

export function sumOf(amounts: readonly Units[]): Units {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

import { plainDecimal } from '../values/decimals.ts';

export interface UnitAmount {
  /** Plain decimal. */
  amount: string;
  unit: string;
}

const GLUED = /^([-\d.,]+(?:e[+-]?\d+)?)\s*(\D.*)$/i;

/**
 * An amount with its unit, such as "0.00075BNB". Units of `expected` are tried first, since some begin with a digit: "101INCH" is ten of 1INCH.
 * null: there is no number, or no unit.
 */
export function splitUnit(text: string, expected: readonly string[] = []): UnitAmount | null {
  const glued = text.trim();
  for (const unit of expected) {
    const amount = glued.endsWith(unit) ? plainDecimal(glued.slice(0, -unit.length)) : null;
    if (amount !== null) return { amount, unit };
  }
  const [, digits = '', unit = ''] = GLUED.exec(glued) ?? [];
  const amount = plainDecimal(digits);
  return amount === null ? null : { amount, unit: unit.trim() };
}

/** The quantity in the base asset and both units, which make up the pair. null: they do not. */
export function splitUnitsOfPair(
  executed: string,
  amount: string,
  pair: string,
): { qty: string; base: string; quote: string } | null {
  for (let length = 1; length < pair.length; length += 1) {
    const [base, quote] = [pair.slice(0, length), pair.slice(length)];
    const bought = splitUnit(executed, [base]);
    const paid = splitUnit(amount, [quote]);
    if (bought?.unit === base && paid?.unit === quote) return { qty: bought.amount, base, quote };
  }
  return null;
}

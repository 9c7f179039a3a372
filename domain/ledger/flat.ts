import type { Big } from 'big.js';
import { restoreDecimal } from './money.ts';

/** No venue trades less. */
const HUNDRED_MILLIONTH = restoreDecimal('0.00000001');
/** Of the most that a trip held: sizes that were all round say less of the increment than they seem to. */
const DUST_SHARE = restoreDecimal('0.01');

/** How many decimals a quantity needs. */
export function decimalsOf(qty: Big): number {
  return Math.max(0, qty.c.length - 1 - qty.e);
}

/**
 * Whether what is left of a round trip counts as nothing, all in the base asset. Where the product's increment is known, that is all below it.
 * Where it is not, the increment is taken from the sizes that were filled: one unit of the last decimal that any of them needed. Below that, and
 * below a hundredth of the most that the trip held, is dust; below a hundred millionth everything is. See docs/decisions/0035.
 * @param decimals of the fills' sizes so far
 */
export function isFlat(
  left: Big,
  { increment, decimals, mostHeld }: { increment: Big | null; decimals: number; mostHeld: Big },
): boolean {
  if (increment !== null) return left.lt(increment);
  if (left.lt(HUNDRED_MILLIONTH)) return true;
  return left.lt(restoreDecimal(`1e-${decimals}`)) && left.lt(mostHeld.times(DUST_SHARE));
}

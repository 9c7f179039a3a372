import type { TradeLedger } from '../../../../contracts/trades.ts';
import { signOf } from '../../format/decimal.ts';
import { subtractDecimals } from '../../format/sum-decimals.ts';
import { wallTimeOf } from './wall-clock.ts';

/**
 * Whether what was typed is what was entered before: saving it changes nothing, and there is nothing to wait for. The field knows minutes.
 * @param price a decimal string
 * @param bought a date-time field's value on the trader's own clock, or ''
 */
export function isSameCost(
  entered: TradeLedger['enteredCost'] | undefined,
  price: string,
  bought: string,
  timeZone: string,
): boolean {
  if (!entered) return false;
  const before = entered.acquiredAt ? wallTimeOf(entered.acquiredAt, timeZone) : '';
  return bought === before && signOf(subtractDecimals(price, entered.unitCost)) === 'flat';
}

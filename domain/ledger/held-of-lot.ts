import type { Decimal } from '../../contracts/decimal.ts';
import type { Fill } from './fill.ts';
import { formatDecimal, parseDecimal, ZERO } from './money.ts';
import { feeAssetOf } from './split-fee.ts';

/** What of a buy's lot is still held: what it brought in, a fee in the base asset left out, less what sales took of it. */
export function heldOfLot(
  buy: Pick<Fill, 'symbol' | 'qty' | 'fee' | 'feeCurrency'>,
  taken: readonly Decimal[],
): Decimal {
  const feeInBase = buy.fee !== null && feeAssetOf(buy).role === 'base' ? parseDecimal(buy.fee) : null;
  let held = (parseDecimal(buy.qty) ?? ZERO).minus(feeInBase ?? ZERO);
  for (const qty of taken) held = held.minus(parseDecimal(qty) ?? ZERO);
  return formatDecimal(held);
}

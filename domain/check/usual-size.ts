import BigJs from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';
import { splitSymbol } from '../history/product.ts';
import { medianOf } from '../report/measures.ts';
import type { PastOrder } from './past-orders.ts';

const LAST = 20;
/** More digits would claim a precision that a median of sizes does not have. */
const QTY_DIGITS = 6;
const FEE_DECIMALS = 8;

/** The quantity of the median value of the trader's last entries against this quote, and of how many; null: there is none. */
export function usualQty(
  orders: readonly PastOrder[],
  quote: string,
  price: Decimal,
): { qty: Decimal; n: number } | null {
  const values = lastOf(orders, quote, ({ side, value }) => (side === 'BUY' && value > 0 ? value : null));
  if (values.length === 0) return null;
  const qty = new BigJs(medianOf(values)).div(price).prec(QTY_DIGITS);
  return qty.gt(0) ? { qty: qty.toFixed(), n: values.length } : null;
}

/** The fee of a trade of this value at the median rate of the trader's last orders against this quote, in the quote asset; null: none is known. */
export function usualFee(orders: readonly PastOrder[], quote: string, value: BigJs): Decimal | null {
  const rates = lastOf(orders, quote, ({ feeRate }) => feeRate);
  return rates.length === 0 ? null : value.times(medianOf(rates)).round(FEE_DECIMALS).toFixed();
}

/** @param orders by time */
function lastOf(
  orders: readonly PastOrder[],
  quote: string,
  read: (order: PastOrder) => number | null,
): number[] {
  const found: number[] = [];
  for (let at = orders.length - 1; at >= 0 && found.length < LAST; at -= 1) {
    const order = orders[at];
    const value = order && splitSymbol(order.symbol).quote === quote ? read(order) : null;
    if (value !== null) found.push(value);
  }
  return found;
}

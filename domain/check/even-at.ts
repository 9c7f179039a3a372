import BigJs from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';

const RISE_DECIMALS = 6;

/** What a buy is reckoned with, the fee in the quote asset. */
type Bought = { price: Decimal; qty: Decimal; fee: Decimal };

type Even = {
  /** Of the buy before its fee, in the quote asset. */
  value: Decimal;
  /** By how much the price has to rise, a fraction, rounded. */
  rise: Decimal;
};

/**
 * Where a buy comes out even: a sale of all of it, at the same rate of fee, brings back what was paid. With a rate r the price rises by
 * (1 + r) / (1 − r) − 1, which is 2 × fee / (value − fee). null where the fee takes all of the value.
 */
export function evenAt({ price, qty, fee }: Bought): Even | null {
  const value = new BigJs(price).times(qty);
  const left = value.minus(fee);
  if (!left.gt(0)) return null;
  return { value: value.toFixed(), rise: new BigJs(fee).times(2).div(left).round(RISE_DECIMALS).toFixed() };
}

import type { Side } from '../../../contracts/side.ts';
import { absolute, isNegative, quotient } from './values/decimals.ts';

/** What came or, below zero, went of an asset. */
export interface Leg {
  asset: string;
  /** Plain decimal. */
  amount: string;
}

export interface TradeOfLegs {
  symbol: string;
  side: Side;
  qty: string;
  price: string;
}

/**
 * The trade that two legs are. An export of balances names no product: of two assets that which stands first in `quotes`, the venue's own order, is what the other is
 * priced in. null: neither is there, one leg does not go while the other comes, or there is nothing to divide by.
 */
export function tradeOfLegs(a: Leg, b: Leg, quotes: readonly string[]): TradeOfLegs | null {
  const rankOf = ({ asset }: Leg) => {
    const rank = quotes.indexOf(asset);
    return rank === -1 ? quotes.length : rank;
  };
  if (a.asset === b.asset || rankOf(a) === rankOf(b)) return null;
  if (isNegative(a.amount) === isNegative(b.amount)) return null;
  const [base, quote] = rankOf(a) > rankOf(b) ? [a, b] : [b, a];
  const price = quotient(absolute(quote.amount), absolute(base.amount));
  if (price === null) return null;
  return {
    symbol: `${base.asset}-${quote.asset}`,
    side: isNegative(base.amount) ? 'SELL' : 'BUY',
    qty: absolute(base.amount),
    price,
  };
}

import { decimalOf } from '../ledger/money.ts';
import type { PriceAt } from './books.ts';
import { type Markets, productKey } from './trader.ts';

/** The market's closed prices, by which the books value a fee in a third asset. */
export function thirdAssetPrices({ products }: Markets): PriceAt {
  return (broker, asset, quote, ts) => {
    const close = products.get(productKey(broker, `${asset}-${quote}`))?.priceAt(ts) ?? null;
    return close === null ? null : decimalOf(close);
  };
}

/** A fill as a trader makes it, in no exchange's format; amounts are plain decimal text. */
export interface TraderFill {
  tsMs: number;
  productId: string;
  side: 'BUY' | 'SELL';
  price: string;
  /** In base units, or in quote units when `sizeInQuote`. */
  size: string;
  sizeInQuote: boolean;
  /** In quote units. */
  commission: string;
  liquidity: 'MAKER' | 'TAKER';
  /** The same for all fills of one order, unique within the account. */
  orderKey: string;
}

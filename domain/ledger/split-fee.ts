import type { Big } from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';
import type { Fill } from './fill.ts';
import { isZero, parsePositive, ZERO } from './money.ts';

export type Fee = {
  /** Part paid in the base asset: it changes inventory. Negative is a rebate. */
  base: Big;
  /** Part paid in the quote asset, or valued in it: it changes cost or proceeds. Negative is a rebate. */
  quote: Big;
  /** Paid in a third asset without a value: known of, and in no figure. */
  leftOut: boolean;
};

/** What one unit of a third asset was worth in the quote asset at a time in milliseconds UTC; null: not known. */
export type PriceOf = (asset: string, ts: number) => Decimal | null;

const NO_FEE: Fee = { base: ZERO, quote: ZERO, leftOut: false };

/** Where a fill's fee goes, by its currency. `fee` is the fill's, as a number. */
export function splitFee(fee: Big, fill: Fill, priceOf: PriceOf): Fee {
  if (isZero(fee)) return NO_FEE;
  const { asset, role } = feeAssetOf(fill);
  if (role === 'quote') return { base: ZERO, quote: fee, leftOut: false };
  if (role === 'base') return { base: fee, quote: ZERO, leftOut: false };
  const price = parsePositive(priceOf(asset, fill.ts));
  return price ? { base: ZERO, quote: fee.times(price), leftOut: false } : { ...NO_FEE, leftOut: true };
}

/** A fee without a currency is taken as the quote asset's, as venues do by default. */
export function feeAssetOf({ symbol, feeCurrency }: Pick<Fill, 'symbol' | 'feeCurrency'>): {
  asset: string;
  role: 'base' | 'quote' | 'third';
} {
  const [base = '', quote = ''] = symbol.toUpperCase().split('-');
  const asset = feeCurrency?.toUpperCase() ?? quote;
  return { asset, role: asset === quote ? 'quote' : asset === base ? 'base' : 'third' };
}

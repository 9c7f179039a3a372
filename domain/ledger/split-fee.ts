import type { Big } from 'big.js';
import { ZERO } from './money.ts';

export type Fee = {
  /** Part paid in the base asset: it changes inventory. Negative is a rebate. */
  base: Big;
  /** Part paid in the quote asset: it changes cost or proceeds. Negative is a rebate. */
  quote: Big;
  /** Paid in a third asset: known of, and in no figure. */
  leftOut: boolean;
};

/** Where a fee goes, by its currency. A fee without a currency is taken as the quote asset's, as venues do by default. */
export function splitFee(fee: Big, feeCurrency: string | null, symbol: string): Fee {
  if (fee.eq(ZERO)) return { base: ZERO, quote: ZERO, leftOut: false };
  const [base, quote] = symbol.toUpperCase().split('-');
  const currency = feeCurrency?.toUpperCase() ?? quote;
  if (currency === quote) return { base: ZERO, quote: fee, leftOut: false };
  if (currency === base) return { base: fee, quote: ZERO, leftOut: false };
  return { base: ZERO, quote: ZERO, leftOut: true };
}

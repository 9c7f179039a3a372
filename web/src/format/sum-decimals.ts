import BigJs from 'big.js';

/** Exact sums and differences of decimal strings. Only averages round. */
const Exact = BigJs();
Exact.DP = 30;
/** As fine as the money of any broker is. */
const MONEY_DECIMALS = 8;

export function sumDecimals(values: readonly string[]): string {
  return values.reduce((sum, value) => sum.plus(value), new Exact('0')).toFixed();
}

export function subtractDecimals(from: string, value: string): string {
  return new Exact(from).minus(value).toFixed();
}

/** What one of `count` came to on average. @param count above zero */
export function averageOf(total: string, count: number): string {
  return new Exact(total).div(count).round(MONEY_DECIMALS).toFixed();
}

/** The average price of slices, weighted by quantity, with as many decimals as the finest of their prices. '0' for no quantity. */
export function averagePrice(slices: readonly { price: string; qty: string }[]): string {
  const qty = new Exact(sumDecimals(slices.map((slice) => slice.qty)));
  if (qty.eq('0')) return '0';
  const value = slices.reduce(
    (sum, slice) => sum.plus(new Exact(slice.price).times(slice.qty)),
    new Exact('0'),
  );
  const decimals = Math.max(0, ...slices.map((slice) => slice.price.split('.')[1]?.length ?? 0));
  return value.div(qty).toFixed(decimals);
}

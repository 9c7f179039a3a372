import BigJs from 'big.js';

/** As fine as the money of any broker is. */
const DECIMALS = 8;

/** What one of `count` came to on average. @param count above zero */
export function averageOf(total: string, count: number): string {
  const exact = new BigJs(total);
  return exact.div(count).round(DECIMALS).toFixed();
}

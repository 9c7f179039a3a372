import Big from 'big.js';
import type { CoinbaseFill } from './fill-json.ts';

const HEADER =
  'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';

/** The same fills as Coinbase's export tells them: sizes in the base asset. */
export function toFillsExport(fills: readonly CoinbaseFill[]): string {
  const rows = fills.map((fill) => {
    const [base, quote] = fill.product_id.split('-');
    const size = fill.size_in_quote ? Big(fill.size).div(fill.price) : Big(fill.size);
    const gross = size.times(fill.price);
    const total = fill.side === 'BUY' ? gross.plus(fill.commission).neg() : gross.minus(fill.commission);
    const cells = [fill.trade_id, fill.product_id, fill.side, fill.trade_time, size.toFixed(), base];
    return ['default', ...cells, fill.price, fill.commission, total.toFixed(), quote].join(',');
  });
  return [HEADER, ...rows].join('\n');
}

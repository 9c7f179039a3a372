import type { Check } from '../../../contracts/check.ts';
import { evenAt } from '../../../domain/check/even-at.ts';
import { baseOf, formatPrice, formatQuantity, quoteOf, signOf } from '../format/decimal.ts';
import { formatMoney } from '../format/money.ts';
import { formatRise } from './format-result.ts';

type Assumed = Pick<Check, 'symbol' | 'side' | 'price' | 'qty' | 'fee'>;

const PRICE = {
  given: 'your price',
  last_close: 'the last hour’s close',
  last_trade: 'your own last price, since no market could be read',
} as const;

/** What the answer takes for granted: "0.25 BTC (your usual size, median of 20 buys) at 64,000.00 USD (the last hour’s close), with a fee of 64.00 USD." And of a buy where it comes out even. */
export function tellAssumed(assumed: Assumed): string {
  const { symbol, price, qty, fee } = assumed;
  const [base, quote] = [baseOf(symbol), quoteOf(symbol)];
  const size = `${formatQuantity(qty.value)} ${base} (${tellSize(qty)})`;
  const at = `${formatPrice(price.value)} ${quote} (${PRICE[price.source]})`;
  const paid =
    fee === null
      ? 'without a fee, since yours is not known'
      : `with a fee of ${formatMoney(fee, quote)} ${quote} at your usual rate`;
  return `Reckoned with ${size} at ${at}, ${paid}.${tellEven(assumed)}`;
}

function tellEven({ symbol, side, price, qty, fee }: Assumed): string {
  if (side !== 'BUY' || fee === null) return '';
  const even = evenAt({ price: price.value, qty: qty.value, fee });
  if (even === null || signOf(fee) !== 'gain') return '';
  const quote = quoteOf(symbol);
  return ` That is ${formatMoney(even.value, quote)} ${quote} before the fee; with the same rate both ways it comes out even at about ${formatRise(even.rise)}.`;
}

function tellSize({ source, n }: Check['qty']): string {
  if (source === 'given') return 'your quantity';
  if (source === 'held') return 'all that is held';
  return n === undefined || n === 1 ? 'as in your last buy' : `your usual size, the median of ${n} buys`;
}

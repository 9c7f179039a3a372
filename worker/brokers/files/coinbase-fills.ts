import { checkFill, isSpot } from '../check-fill.ts';
import type { BrokerFill, RejectedFill } from '../port.ts';
import { printable } from '../printable.ts';
import type { FileRow } from './read-rows.ts';

/** Coinbase (Pro / Advanced) fills export. Files of some years open with a `portfolio` column, which is not read. */
export const COINBASE_FILLS_COLUMNS = [
  'trade id',
  'product',
  'side',
  'created at',
  'size',
  'size unit',
  'price',
  'fee',
  'total',
  'price/fee/total unit',
] as const;

/** A row of the export in neutral terms; what cannot be read is rejected with its line, never guessed. */
export function mapCoinbaseFillsRow(
  { cells, line }: FileRow,
  now: Date,
): { fill: BrokerFill } | { rejected: RejectedFill } {
  const cell = (name: (typeof COINBASE_FILLS_COLUMNS)[number]) => cells[name] ?? '';
  const reject = (reason: string) => ({
    rejected: { line, extId: printable(cell('trade id'), 128), reason: printable(reason, 300) },
  });
  const product = cell('product');
  const [base, quote] = product.split('-');
  if (!isSpot(product) || !quote) return reject(`"${product}" is not a spot product such as BTC-USD.`);
  if (cell('size unit') !== base) return reject(`The size is in "${cell('size unit')}", not in ${base}.`);
  if (cell('price/fee/total unit') !== quote) {
    return reject(`The price is in "${cell('price/fee/total unit')}", not in ${quote}.`);
  }
  const checked = checkFill(
    {
      extId: externalId(product, cell('trade id')),
      symbol: product,
      side: cell('side').toUpperCase(),
      qty: cell('size'),
      price: cell('price'),
      fee: cell('fee'),
      feeCurrency: quote,
      ts: cell('created at'),
      venueSeq: null,
      orderId: null,
    },
    now,
  );
  return checked.ok ? { fill: checked.value } : reject(checked.failure);
}

/** Older exports count trades per product, so that two products can share a number; newer ones carry the API's UUID. */
function externalId(product: string, tradeId: string): string {
  return /^\d+$/.test(tradeId) ? `${product}:${tradeId}` : tradeId;
}

import { isSpot } from '../../check-fill.ts';
import type { FileRow } from '../csv/read-rows.ts';
import { type FileFormat, hasColumns, type Reading } from '../format.ts';
import { ReadingMaker } from '../reading-maker.ts';

const COLUMNS = [
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
];

/** Coinbase (Pro / Advanced) fills export. Files of some years open with a `portfolio` column, which is not read. */
export const coinbaseFills: FileFormat = {
  id: 'coinbase-fills',
  name: 'Coinbase fills',
  broker: 'coinbase',
  matches: (header) => hasColumns(header, COLUMNS),
  open({ now }) {
    const make = new ReadingMaker(now);
    let idSource: string | undefined;
    return {
      read(row) {
        idSource ??= isCounted(row.cells['trade id'] ?? '') ? 'coinbase-fills' : 'api';
        return [readRow(row, make)];
      },
      end: () => [],
      get idSource() {
        return idSource ?? 'api';
      },
    };
  },
};

/** A row of the export in neutral terms; what cannot be read is rejected with its line, never guessed. */
function readRow({ cells, line }: FileRow, make: ReadingMaker): Reading {
  const cell = (name: string) => cells[name] ?? '';
  const product = cell('product');
  const tradeId = cell('trade id');
  const [base, quote] = product.split('-');
  const reject = (reason: string) => make.reject(line, reason, tradeId);
  if (!isSpot(product) || !quote) return reject(`"${product}" is not a spot product such as BTC-USD.`);
  if (cell('size unit') !== base) return reject(`The size is in "${cell('size unit')}", not in ${base}.`);
  if (cell('price/fee/total unit') !== quote) {
    return reject(`The price is in "${cell('price/fee/total unit')}", not in ${quote}.`);
  }
  return make.fill(line, {
    // Older exports count trades per product, so that two products can share a number; newer ones carry the API's UUID.
    extId: isCounted(tradeId) ? `${product}:${tradeId}` : tradeId,
    symbol: product,
    side: cell('side').toUpperCase(),
    qty: cell('size'),
    price: cell('price'),
    fee: cell('fee'),
    feeCurrency: quote,
    ts: cell('created at'),
    orderId: null,
  });
}

function isCounted(tradeId: string): boolean {
  return /^\d+$/.test(tradeId);
}

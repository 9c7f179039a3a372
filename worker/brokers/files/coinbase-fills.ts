import { DecimalSchema, PositiveDecimalSchema } from '../../../contracts/decimal.ts';
import type { BrokerFill, RejectedFill } from '../port.ts';
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

const SPOT = /^[A-Z0-9]+-[A-Z0-9]+$/;
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** A row of the export in neutral terms; what cannot be read is rejected with its line, never guessed. */
export function mapCoinbaseFillsRow({
  cells,
  line,
}: FileRow): { fill: BrokerFill } | { rejected: RejectedFill } {
  const cell = (name: (typeof COINBASE_FILLS_COLUMNS)[number]) => cells[name] ?? '';
  const [product, side, ts] = [cell('product'), cell('side').toUpperCase(), cell('created at')];
  const [base, quote] = product.split('-');
  const reject = (reason: string) => ({ rejected: { line, extId: cell('trade id'), reason } });

  if (cell('trade id') === '') return reject('The row has no trade id.');
  if (!SPOT.test(product) || !quote) return reject(`"${product}" is not a spot product such as BTC-USD.`);
  if (side !== 'BUY' && side !== 'SELL') return reject(`The side "${cell('side')}" is neither BUY nor SELL.`);
  if (!UTC_TIME.test(ts) || Number.isNaN(Date.parse(ts)))
    return reject(`"${ts}" is not a UTC time such as 2026-05-31T09:59:59.000Z.`);
  if (cell('size unit') !== base) return reject(`The size is in "${cell('size unit')}", not in ${base}.`);
  if (cell('price/fee/total unit') !== quote)
    return reject(`The price is in "${cell('price/fee/total unit')}", not in ${quote}.`);
  if (!PositiveDecimalSchema.safeParse(cell('size')).success)
    return reject(`The size "${cell('size')}" is not a number above zero.`);
  if (!PositiveDecimalSchema.safeParse(cell('price')).success)
    return reject(`The price "${cell('price')}" is not a number above zero.`);
  if (!DecimalSchema.safeParse(cell('fee')).success)
    return reject(`The fee "${cell('fee')}" is not a number.`);
  return {
    fill: {
      extId: externalId(product, cell('trade id')),
      symbol: product,
      side,
      qty: cell('size'),
      price: cell('price'),
      fee: cell('fee'),
      feeCurrency: quote,
      ts,
      venueSeq: null,
    },
  };
}

/** Older exports count trades per product, so that two products can share a number; newer ones carry the API's UUID. */
function externalId(product: string, tradeId: string): string {
  return /^\d+$/.test(tradeId) ? `${product}:${tradeId}` : tradeId;
}

import type { FileRow } from './csv/read-rows.ts';
import { type FileFormat, type FileReader, hasColumns, type Reading } from './format.ts';
import { ReadingMaker } from './reading-maker.ts';
import { assetName, splitPair } from './values/assets.ts';
import { plainDecimal } from './values/decimals.ts';
import { readTime } from './values/times.ts';

const COLUMNS = [
  'spot pairs',
  'direction',
  'filled price',
  'filled quantity',
  'fees',
  'transaction id',
  'order no.',
];
const TIMES = ['timestamp (utc)', 'timestamp (utc+0)'];

/** Bybit's spot fills. Older files name no currency of the fee: it is taken from what was received. */
export const bybitSpot: FileFormat = {
  id: 'bybit-spot',
  name: 'Bybit spot trades',
  broker: 'bybit',
  matches: (header) => hasColumns(header, COLUMNS) && TIMES.some((name) => hasColumns(header, [name])),
  open({ now }): FileReader {
    const make = new ReadingMaker(now);
    return { idSource: 'bybit-spot', read: (row) => [readRow(row, make)], end: () => [] };
  },
};

function readRow({ line, cells }: FileRow, make: ReadingMaker): Reading {
  const cell = (name: string) => cells[name] ?? '';
  const id = cell('transaction id');
  const pair = splitPair(cell('spot pairs'));
  if (!pair) return make.reject(line, `Nobody can say which two assets "${cell('spot pairs')}" is of.`, id);
  const time = cell('timestamp (utc)') || cell('timestamp (utc+0)');
  const side = cell('direction').toUpperCase();
  const received = side === 'BUY' ? pair.base : pair.quote;
  const number = (text: string) => plainDecimal(text) ?? text;
  // Files of the European site say "--" and have the fee in columns of their own.
  const fee = cell('execfeev2') || cell('fees');
  return make.fill(line, {
    extId: id,
    symbol: `${pair.base}-${pair.quote}`,
    side,
    qty: number(cell('filled quantity')),
    price: number(cell('filled price')),
    fee: number(fee),
    feeCurrency: assetName(cell('feecoin')) || received,
    ts: readTime(time) ?? time,
    orderId: cell('order no.') || null,
  });
}

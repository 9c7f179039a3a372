import type { FileRow } from './csv/read-rows.ts';
import { type FileFormat, type FileReader, hasColumns, type Reading } from './format.ts';
import { ReadingMaker } from './reading-maker.ts';
import { assetName, splitPair } from './values/assets.ts';
import { plainDecimal } from './values/decimals.ts';
import { readTime } from './values/times.ts';

const COLUMNS = ['tradecreatedat', 'orderid', 'symbol', 'side', 'price', 'size', 'fee', 'feecurrency'];

/** KuCoin's fills, without ids of their own: an order can have several. */
export const kucoinTrades: FileFormat = {
  id: 'kucoin-trades',
  name: 'KuCoin trades',
  broker: 'kucoin',
  matches: (header) => hasColumns(header, COLUMNS),
  open({ now }): FileReader {
    const make = new ReadingMaker(now);
    return { idSource: 'kucoin-trades', read: (row) => [readRow(row, make)], end: () => [] };
  },
};

function readRow({ line, cells }: FileRow, make: ReadingMaker): Reading {
  const { tradecreatedat: time = '', orderid = '', symbol = '', side = '', feecurrency = '' } = cells;
  const pair = splitPair(symbol);
  if (!pair) return make.reject(line, `Nobody can say which two assets "${symbol}" is of.`);
  const number = (text = '') => plainDecimal(text) ?? text;
  return make.fill(line, {
    extId: null,
    symbol: `${pair.base}-${pair.quote}`,
    side: side.toUpperCase(),
    qty: number(cells.size),
    price: number(cells.price),
    fee: number(cells.fee) || null,
    feeCurrency: assetName(feecurrency) || null,
    ts: readTime(time) ?? time,
    orderId: orderid || null,
  });
}

import type { FileRow } from '../csv/read-rows.ts';
import { type FileFormat, type FileReader, hasColumns, type Reading } from '../format.ts';
import { ReadingMaker } from '../reading-maker.ts';
import { plainDecimal } from '../values/decimals.ts';
import { readTime } from '../values/times.ts';
import { krakenPair } from './asset-names.ts';

const COLUMNS = ['txid', 'ordertxid', 'pair', 'time', 'type', 'price', 'cost', 'fee', 'vol', 'margin'];

/** Kraken's trade history. The fee is in the quote asset. */
export const krakenTrades: FileFormat = {
  id: 'kraken-trades',
  name: 'Kraken trades',
  broker: 'kraken',
  matches: (header) => hasColumns(header, COLUMNS),
  open({ now }): FileReader {
    const make = new ReadingMaker(now);
    return { idSource: 'kraken-trades', read: (row) => [readRow(row, make)], end: () => [] };
  },
};

function readRow({ line, cells }: FileRow, make: ReadingMaker): Reading {
  const { txid = '', ordertxid = '', pair: name = '', time = '', type = '' } = cells;
  const pair = krakenPair(name);
  if (!pair) return make.reject(line, `Nobody can say which two assets "${name}" is of.`, txid);
  if (!isNothing(cells.margin)) return make.reject(line, 'A trade on margin is no spot trade.', txid);
  return make.fill(line, {
    extId: txid,
    symbol: `${pair.base}-${pair.quote}`,
    side: type.toUpperCase(),
    qty: number(cells.vol),
    price: number(cells.price),
    fee: number(cells.fee),
    feeCurrency: pair.quote,
    ts: readTime(time) ?? time,
    orderId: ordertxid || null,
  });
}

function isNothing(text = ''): boolean {
  return text === '' || plainDecimal(text) === '0';
}

/** What is no number stays as it is, and is refused by its form. */
function number(text = ''): string {
  return plainDecimal(text) ?? text;
}

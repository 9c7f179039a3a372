import type { FileRow } from '../csv/read-rows.ts';
import { type FileFormat, type FileReader, hasColumns, type Reading } from '../format.ts';
import { ReadingMaker } from '../reading-maker.ts';
import { assetName, splitPair } from '../values/assets.ts';
import { plainDecimal } from '../values/decimals.ts';
import { readTime } from '../values/times.ts';
import { splitUnit, splitUnitsOfPair } from './units.ts';

const CURRENT = ['date(utc)', 'pair', 'side', 'price', 'executed', 'amount', 'fee'];
const OLDER = ['date(utc)', 'market', 'type', 'price', 'amount', 'total', 'fee', 'fee coin'];

/** Binance's trade history, current and older. Neither has ids. */
export const binanceTrades: FileFormat = {
  id: 'binance-trades',
  name: 'Binance trades',
  broker: 'binance',
  matches: (header) => hasColumns(header, CURRENT) || hasColumns(header, OLDER),
  open({ now }): FileReader {
    const make = new ReadingMaker(now);
    return {
      idSource: 'binance-trades',
      read: (row) => [row.cells.executed === undefined ? readOlder(row, make) : readCurrent(row, make)],
      end: () => [],
    };
  },
};

/** Units are glued to the numbers ("0.5DOGE"); together they are the pair. */
function readCurrent({ line, cells }: FileRow, make: ReadingMaker): Reading {
  const { pair = '', executed = '', amount = '' } = cells;
  const units = splitUnitsOfPair(executed, amount, pair);
  if (!units) return make.reject(line, `"${executed}" and "${amount}" are not amounts of ${pair}.`);
  const fee = splitUnit(cells.fee ?? '', [units.base, units.quote]);
  return make.fill(line, {
    ...common(cells),
    symbol: `${assetName(units.base)}-${assetName(units.quote)}`,
    side: (cells.side ?? '').toUpperCase(),
    qty: units.qty,
    fee: fee ? fee.amount : cells.fee || null,
    feeCurrency: fee ? assetName(fee.unit) : null,
  });
}

function readOlder({ line, cells }: FileRow, make: ReadingMaker): Reading {
  const pair = splitPair(cells.market ?? '');
  if (!pair) return make.reject(line, `Nobody can say which two assets "${cells.market}" is of.`);
  return make.fill(line, {
    ...common(cells),
    symbol: `${pair.base}-${pair.quote}`,
    side: (cells.type ?? '').toUpperCase(),
    qty: number(cells.amount),
    fee: number(cells.fee) || null,
    feeCurrency: assetName(cells['fee coin'] ?? '') || null,
  });
}

function common(cells: Record<string, string>) {
  const time = cells['date(utc)'] ?? '';
  return { extId: null, price: number(cells.price), ts: readTime(time) ?? time, orderId: null };
}

/** What is no number stays as it is, and is refused by its form. */
function number(text = ''): string {
  return plainDecimal(text) ?? text;
}

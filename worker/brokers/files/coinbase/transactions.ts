import type { FileRow } from '../csv/read-rows.ts';
import type { FileFormat, Reading } from '../format.ts';
import { ReadingMaker } from '../reading-maker.ts';
import { assetName } from '../values/assets.ts';
import { absolute, plainDecimal } from '../values/decimals.ts';
import { readTime } from '../values/times.ts';
import { Converts } from './converts.ts';
import { readConvertNote, readTradeNote } from './notes.ts';
import { moneyOf, priceOfTrade } from './trade-price.ts';
import { isOfTransactions, type TransactionCells, transactionCells } from './transaction-columns.ts';
import { transactionTypeOf } from './transaction-types.ts';

/** Coinbase's account history, in the three forms that it has had. */
export const coinbaseTransactions: FileFormat = {
  id: 'coinbase-transactions',
  name: 'Coinbase transactions',
  broker: 'coinbase',
  matches: isOfTransactions,
  open({ now }) {
    const make = new ReadingMaker(now);
    const converts = new Converts(make);
    let idSource: string | undefined;
    return {
      read(row) {
        // Rows that have an id now had none in older files: those are known again by what they say.
        idSource ??= row.cells.id ? 'coinbase-transactions' : 'coinbase-transactions-without-id';
        return readRow(row, make, converts);
      },
      end: () => converts.end(),
      get idSource() {
        return idSource ?? 'coinbase-transactions';
      },
    };
  },
};

function readRow(row: FileRow, make: ReadingMaker, converts: Converts): Reading[] {
  const cells = transactionCells(row.cells);
  const reject = (reason: string) => [make.reject(row.line, reason, cells.id || null)];
  const qty = plainDecimal(cells.quantity);
  if (qty === null) return reject(`The quantity "${cells.quantity}" is not a number.`);
  const moved = {
    line: row.line,
    id: cells.id,
    ts: readTime(cells.time) ?? cells.time,
    asset: assetName(cells.asset),
    qty: absolute(qty),
    ...worthOf(cells),
  };
  const type = transactionTypeOf(cells.type, cells.note);
  switch (type.kind) {
    case 'trade':
      return [readTrade(cells, moved, type.side, make)];
    case 'convert': {
      const note = readConvertNote(cells.note);
      if (!note) return reject(`The note "${cells.note}" does not say what was converted to what.`);
      return converts.read({ ...moved, note });
    }
    case 'movement': {
      const { line, id, ...movement } = moved;
      return [make.movement(line, { ...movement, extId: id || null, kind: type.movement })];
    }
    case 'internal':
      return reject(`A ${cells.type} stays within Coinbase: what is held does not change.`);
    case 'unknown':
      return reject(`"${cells.type}" is no kind of transaction that is known.`);
  }
}

function readTrade(
  cells: TransactionCells,
  { line, id, ts, asset, qty }: { line: number; id: string; ts: string; asset: string; qty: string },
  side: 'BUY' | 'SELL',
  make: ReadingMaker,
): Reading {
  const note = readTradeNote(cells.note);
  const quote = note?.quote ?? assetName(cells.currency);
  const priced = priceOfTrade(cells, qty, quote, note);
  if (!priced) return make.reject(line, `Neither columns nor note tell the price in ${quote}.`, id || null);
  return make.fill(line, {
    extId: id || null,
    symbol: `${asset}-${quote}`,
    side,
    qty,
    price: priced.price,
    fee: priced.fee,
    feeCurrency: priced.fee === null ? null : quote,
    ts,
    orderId: null,
  });
}

/** What the whole was worth, fees included where the file tells them. */
function worthOf(cells: TransactionCells): { value: string | null; valueCurrency: string | null } {
  const value = moneyOf(cells.total) ?? moneyOf(cells.subtotal);
  const valueCurrency = cells.currency === '' ? null : assetName(cells.currency);
  return { value: valueCurrency === null ? null : value, valueCurrency };
}

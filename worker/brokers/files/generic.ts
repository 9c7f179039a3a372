import type { ColumnMapping } from '../../../contracts/imports.ts';
import { columnNames } from './csv/layout.ts';
import type { FileRow } from './csv/read-rows.ts';
import { type FileFormat, type FileReader, hasColumns, type Reading } from './format.ts';
import { ReadingMaker } from './reading-maker.ts';
import { assetName, splitPair } from './values/assets.ts';
import { absolute, isNegative, plainDecimal } from './values/decimals.ts';
import { readTime } from './values/times.ts';
import { isTimezone } from './values/zone-offset.ts';

const BUY_WORDS = new Set(['buy', 'b', 'long', 'bid', 'bought']);
const SELL_WORDS = new Set(['sell', 's', 'short', 'ask', 'sold']);

/** A file of no known format, by the columns that its trader named. Where the side's column is the quantity's, the sign is the side. */
export function genericFormat(mapping: ColumnMapping): FileFormat {
  const wanted = columnNames(mappedColumns(mapping).map(([, column]) => column));
  return {
    id: 'generic',
    name: 'Columns of your own choice',
    broker: mapping.broker,
    matches: (header) => hasColumns(header, wanted),
    open({ now }): FileReader {
      const make = new ReadingMaker(now);
      return { idSource: 'generic', read: (row) => [readRow(row, mapping, make)], end: () => [] };
    },
  };
}

/** What of a mapping does not fit a header, by the path of the field. */
export function mappingProblems(
  mapping: ColumnMapping,
  header: readonly string[],
): { path: string; message: string }[] {
  const names = columnNames(header);
  const problems = mappedColumns(mapping).flatMap(([field, column]) => {
    const path = `mapping.columns.${field}`;
    const count = names.filter((name) => name === columnNames([column])[0]).length;
    if (count === 0) return [{ path, message: `There is no column "${column}" in this file.` }];
    return count > 1 ? [{ path, message: `The file has more than one column "${column}".` }] : [];
  });
  if (isTimezone(mapping.timezone)) return problems;
  return [...problems, { path: 'mapping.timezone', message: `There is no time zone "${mapping.timezone}".` }];
}

function mappedColumns({ columns }: ColumnMapping): [field: string, column: string][] {
  return Object.entries(columns).flatMap(([field, column]) => (column ? [[field, column]] : []));
}

function readRow({ line, cells }: FileRow, mapping: ColumnMapping, make: ReadingMaker): Reading {
  const cell = (field: keyof ColumnMapping['columns']) => {
    const [name] = columnNames([mapping.columns[field] ?? '']);
    return (name && cells[name]) ?? '';
  };
  const number = (text: string) => plainDecimal(text, mapping.decimal);
  const id = cell('id') || null;
  const pair = splitPair(cell('symbol'));
  if (!pair) {
    const reason = `"${cell('symbol')}" is not a pair such as BTC-USD, or its two assets cannot be told apart.`;
    return make.reject(line, reason, id);
  }
  const [quantity, price] = [number(cell('quantity')), number(cell('price'))];
  if (quantity === null || price === null) {
    const text = quantity === null ? cell('quantity') : cell('price');
    return make.reject(line, `"${text}" is not a number with "${mapping.decimal}" before its decimals.`, id);
  }
  const side = sideOf(cell('side'), quantity, mapping);
  if (side === null) return make.reject(line, `"${cell('side')}" is neither buy nor sell.`, id);
  const fee = readFee(cell('fee'), number);
  if (fee === null) return make.reject(line, `The fee "${cell('fee')}" is not a number.`, id);
  const feeCurrency = assetName(cell('feeCurrency')) || fee.unit || pair.quote;
  return make.fill(line, {
    extId: id,
    symbol: `${pair.base}-${pair.quote}`,
    side,
    qty: absolute(quantity),
    price,
    fee: fee.amount,
    feeCurrency: fee.amount === null ? null : feeCurrency,
    ts: readTime(cell('time'), mapping) ?? cell('time'),
    orderId: null,
  });
}

function sideOf(word: string, quantity: string, { columns }: ColumnMapping): 'BUY' | 'SELL' | null {
  const plain = word.toLowerCase();
  if (BUY_WORDS.has(plain)) return 'BUY';
  if (SELL_WORDS.has(plain)) return 'SELL';
  const isBySign = columnNames([columns.side])[0] === columnNames([columns.quantity])[0];
  if (!isBySign) return null;
  return isNegative(quantity) ? 'SELL' : 'BUY';
}

/** A fee can have its unit beside it ("0.00075 BNB"). An empty one is not known; null: it is no number. */
function readFee(
  text: string,
  number: (text: string) => string | null,
): { amount: string | null; unit: string | null } | null {
  if (text === '') return { amount: null, unit: null };
  const [, digits = text, unit = ''] = /^([-\d.,]+)\s*(\p{L}[\p{L}\p{N}]*)$/u.exec(text) ?? [];
  const amount = number(digits);
  return amount === null ? null : { amount, unit: assetName(unit) || null };
}

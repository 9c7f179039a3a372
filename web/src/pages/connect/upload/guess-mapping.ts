import { BROKERS, type Broker } from '../../../../../contracts/brokers.ts';
import { FIELDS, type Field, type MappingDraft, withColumn } from './mapping-draft.ts';

/**
 * Names that columns go by at venues and in portfolio tools, letters and digits only, the likeliest first. What stands in front wins over what is
 * only a part of a name.
 */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  time: [
    'time',
    'timestamp',
    'datetime',
    'dateutc',
    'date',
    'executedat',
    'createdat',
    'tradetime',
    'filledat',
    'zeit',
    'datum',
  ],
  symbol: [
    'symbol',
    'pair',
    'product',
    'market',
    'instrument',
    'ticker',
    'currencypair',
    'tradingpair',
    'markt',
  ],
  side: [
    'side',
    'direction',
    'buysell',
    'tradetype',
    'type',
    'action',
    'operation',
    'ordertype',
    'seite',
    'typ',
  ],
  quantity: [
    'quantity',
    'qty',
    'filledqty',
    'executedqty',
    'executed',
    'filled',
    'volume',
    'vol',
    'size',
    'amount',
    'units',
    'menge',
    'anzahl',
  ],
  price: [
    'price',
    'rate',
    'avgprice',
    'filledprice',
    'executionprice',
    'unitprice',
    'tradeprice',
    'kurs',
    'preis',
  ],
  fee: ['fee', 'fees', 'feeamount', 'commission', 'tradingfee', 'feepaid', 'gebuhr', 'gebuehr'],
  feeCurrency: ['feecurrency', 'feecoin', 'feeasset', 'commissionasset', 'commissioncurrency', 'feeunit'],
  id: ['tradeid', 'fillid', 'executionid', 'txid', 'transactionid', 'id', 'refid', 'uid'],
};

/** A fee's currency before its amount, and ids of orders by nobody: an order has many fills. */
const ORDER: readonly Field[] = ['feeCurrency', 'fee', 'id', 'time', 'symbol', 'side', 'price', 'quantity'];
const NEVER: Readonly<Partial<Record<Field, RegExp>>> = {
  id: /order/,
  price: /stop|limit|trigger/,
  time: /zone/,
  fee: /rate|percent/,
};

/** Which column of an unknown file most likely holds what, by its name and its first rows. Each column is taken once. */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  fileName: string,
): MappingDraft {
  const left = new Set(columns);
  const found: Partial<Record<Field, string>> = {};
  for (const matches of [isCalled, holdsName]) {
    for (const field of ORDER) {
      if (found[field] !== undefined) continue;
      const column = pick(field, [...left], matches);
      if (column === undefined) continue;
      found[field] = column;
      left.delete(column);
    }
  }
  const valuesOf = (field: Field) => {
    const at = found[field] === undefined ? -1 : columns.indexOf(found[field]);
    return rows.flatMap((row) => row[at]?.trim() || []);
  };
  const { quantity } = found;
  // Where no column tells the side, the sign of the quantity may.
  if (found.side === undefined && quantity !== undefined && valuesOf('quantity').some(isSigned))
    found.side = quantity;
  return {
    broker: guessVenue(fileName),
    columns: Object.fromEntries(
      FIELDS.flatMap(({ field }) => (found[field] === undefined ? [] : [[field, found[field]]])),
    ),
    timezone: 'UTC',
    dateOrder: guessDateOrder(valuesOf('time')),
    decimal: guessDecimal([...valuesOf('price'), ...valuesOf('quantity')]),
  };
}

/** The draft with another column for a field. What its values tell of dates and numbers goes with it; '' takes the column away. */
export function chooseColumn(
  draft: MappingDraft,
  field: Field,
  column: string,
  { columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] },
): MappingDraft {
  const next = withColumn(draft, field, column);
  const at = columns.indexOf(column);
  if (at === -1) return next;
  const values = rows.flatMap((row) => row[at]?.trim() || []);
  if (field === 'time') return { ...next, dateOrder: guessDateOrder(values) };
  if (field === 'price' || field === 'quantity') return { ...next, decimal: guessDecimal(values) };
  return next;
}

const isSigned = (text: string) => /^[-−]\d/.test(text);

type Matches = (column: string, name: string) => boolean;

const isCalled: Matches = (column, name) => column === name;
/** Short names stand in too many others: `id` in `paid`. */
const holdsName: Matches = (column, name) => name.length > 3 && column.includes(name);

function pick(field: Field, columns: readonly string[], matches: Matches): string | undefined {
  const candidates = columns.filter((column) => !NEVER[field]?.test(plain(column)));
  for (const name of NAMES[field]) {
    const column = candidates.find((candidate) => matches(plain(candidate), name));
    if (column !== undefined) return column;
  }
  return undefined;
}

/** Lower case, without accents, units in brackets and everything that is no letter or digit. */
function plain(column: string): string {
  return column
    .replace(/\(.*?\)/g, '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** A part above 12 is a day. Where none is, dots go by the European order and slashes by the American one. */
export function guessDateOrder(times: readonly string[]): MappingDraft['dateOrder'] {
  const dates = times.flatMap((time) => {
    const parts = /^(\d{1,2})([./-])(\d{1,2})\2\d{2,4}/.exec(time);
    return parts === null ? [] : [{ first: Number(parts[1]), mark: parts[2], second: Number(parts[3]) }];
  });
  if (dates.length === 0) return 'ymd';
  if (dates.some(({ first }) => first > 12)) return 'dmy';
  if (dates.some(({ second }) => second > 12)) return 'mdy';
  return dates[0]?.mark === '/' ? 'mdy' : 'dmy';
}

/** A comma is the decimal mark where it comes last and does not part thousands. */
export function guessDecimal(numbers: readonly string[]): MappingDraft['decimal'] {
  const hasComma = numbers.some((text) => /,\d+$/.test(text) && !/^-?\d{1,3}(,\d{3})+$/.test(text));
  return hasComma ? ',' : '.';
}

function guessVenue(fileName: string): Broker {
  const name = fileName.toLowerCase();
  return BROKERS.find((broker) => name.includes(broker)) ?? 'other';
}

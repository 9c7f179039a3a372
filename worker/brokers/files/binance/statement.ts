import { isMoney } from '../../../../domain/ledger/money-assets.ts';
import type { FileRow } from '../csv/read-rows.ts';
import { type FileFormat, hasColumns, type Reading } from '../format.ts';
import { ReadingMaker } from '../reading-maker.ts';
import { RowGroups } from '../row-groups.ts';
import { assetName } from '../values/assets.ts';
import { absolute, isNegative, plainDecimal } from '../values/decimals.ts';
import { readTime } from '../values/times.ts';
import { type LineLeg, matchLegs } from './match-legs.ts';
import { isSpotAccount, type Operation, operationOf } from './operations.ts';
import { BINANCE_QUOTES } from './quotes.ts';

const COLUMNS = ['utc_time', 'account', 'operation', 'coin', 'change'];

interface StatementRow extends LineLeg {
  ts: string;
  operation: Operation;
}

/**
 * Binance's statement: every change of a balance, without ids. What belongs to one trade shares its second; so do other trades of that second, and
 * where nobody can say which rows belong together they are rejected.
 */
export const binanceStatement: FileFormat = {
  id: 'binance-statement',
  name: 'Binance statement',
  broker: 'binance',
  matches: (header) => hasColumns(header, COLUMNS),
  open({ now }) {
    const make = new ReadingMaker(now);
    const seconds = new RowGroups<StatementRow>();
    return {
      idSource: 'binance-statement',
      read(row) {
        const read = statementRow(row);
        if (typeof read === 'string') return [make.reject(row.line, read)];
        const { operation } = read;
        if (operation !== 'trade' && operation !== 'fee' && operation !== 'convert') {
          return [readMovement(read, make)];
        }
        const kind = operation === 'convert' ? 'convert' : 'trade';
        const key = JSON.stringify([read.ts, row.cells.account, row.cells.user_id, kind]);
        return readSecond(seconds.add(key, read) ?? [], make);
      },
      end: () => seconds.drain().flatMap((rows) => readSecond(rows, make)),
    };
  },
};

function statementRow({ line, cells }: FileRow): StatementRow | string {
  const { utc_time: time = '', account = '', operation: name = '', coin = '', change = '' } = cells;
  if (!isSpotAccount(account)) return `The account "${account}" is not spot.`;
  const ts = readTime(time);
  if (ts === null) return `The time "${time}" is not readable.`;
  const amount = plainDecimal(change);
  if (amount === null) return `The change "${change}" is not a number.`;
  const operation = operationOf(name);
  if (operation === 'internal') return `"${name}" stays within Binance: what is held does not change.`;
  if (operation === 'unknown') return `"${name}" is no operation that is known.`;
  return { line, ts, asset: assetName(coin), amount, operation };
}

function readSecond(rows: readonly StatementRow[], make: ReadingMaker): Reading[] {
  const [first] = rows;
  if (!first) return [];
  if (first.operation === 'convert') return readConverts(rows, make);
  const legs = rows.filter(({ operation }) => operation === 'trade');
  const fees = rows.filter(({ operation }) => operation === 'fee');
  const matched = matchLegs(legs, fees, BINANCE_QUOTES);
  if (!matched.ok) return rows.map(({ line }) => make.reject(line, matched.failure));
  return matched.value.map(({ line, ...trade }) =>
    make.fill(line, { ...trade, extId: null, ts: first.ts, orderId: null }),
  );
}

/** Of one convert that has money on one side, that side is the worth of both. */
function readConverts(rows: readonly StatementRow[], make: ReadingMaker): Reading[] {
  const money = rows.length === 2 ? rows.filter(({ asset }) => isMoney(asset)) : [];
  const worth = money.at(-1);
  return rows.map((row) =>
    make.movement(row.line, {
      ...moved(row, isNegative(row.amount) ? 'convert_out' : 'convert_in'),
      value: worth ? absolute(worth.amount) : null,
      valueCurrency: worth ? worth.asset : null,
    }),
  );
}

function readMovement(row: StatementRow, make: ReadingMaker): Reading {
  const goes = isNegative(row.amount);
  switch (row.operation) {
    case 'transfer':
      return make.movement(row.line, moved(row, goes ? 'transfer_out' : 'transfer_in'));
    case 'swap':
      // An airdrop, or the new name of a coin; only what is taken away tells that it was a swap.
      return make.movement(row.line, moved(row, goes ? 'convert_out' : 'reward'));
    default:
      return goes
        ? make.reject(row.line, 'A reward that takes away is no kind of row that is known.')
        : make.movement(row.line, moved(row, 'reward'));
  }
}

function moved({ asset, amount, ts }: StatementRow, kind: string) {
  return { extId: null, kind, asset, qty: absolute(amount), value: null, valueCurrency: null, ts };
}

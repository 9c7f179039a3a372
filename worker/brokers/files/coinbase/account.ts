import type { MovementKind } from '../../../../contracts/imports.ts';
import type { FileRow } from '../csv/read-rows.ts';
import { type FileFormat, hasColumns, type Reading } from '../format.ts';
import { ReadingMaker } from '../reading-maker.ts';
import { RowGroups } from '../row-groups.ts';
import { tradeOfLegs } from '../trade-of-legs.ts';
import { assetName } from '../values/assets.ts';
import { absolute, isNegative, minus, plainDecimal, sum } from '../values/decimals.ts';
import { readTime } from '../values/times.ts';

const COLUMNS = ['type', 'time', 'amount', 'amount/balance unit', 'transfer id', 'trade id', 'order id'];

/** What Coinbase prices others in, the most so first. */
const QUOTES = ['USD', 'EUR', 'GBP', 'USDC', 'USDT', 'DAI', 'PAX', 'BTC', 'ETH'];

interface AccountRow {
  line: number;
  type: string;
  ts: string;
  asset: string;
  amount: string;
  transferId: string;
  tradeId: string;
  orderId: string;
}

/** Coinbase Pro's account statement: every change of a balance. The rows of a trade share its number. */
export const coinbaseAccount: FileFormat = {
  id: 'coinbase-account',
  name: 'Coinbase Pro account statement',
  broker: 'coinbase',
  matches: (header) => hasColumns(header, COLUMNS),
  open({ now }) {
    const make = new ReadingMaker(now);
    const trades = new RowGroups<AccountRow>();
    return {
      idSource: 'coinbase-account',
      read(row) {
        const amount = plainDecimal(row.cells.amount ?? '');
        const tradeId = row.cells['trade id'] ?? '';
        if (amount === null) {
          return [
            make.reject(row.line, `The amount "${row.cells.amount}" is not a number.`, tradeId || null),
          ];
        }
        const read = accountRow(row, amount);
        if (tradeId === '') return [readMovement(read, make)];
        // Products count their trades each for themselves: only the order tells two of one number apart.
        return readTrade(trades.add(JSON.stringify([tradeId, read.orderId]), read) ?? [], make);
      },
      end: () => trades.drain().flatMap((group) => readTrade(group, make)),
    };
  },
};

function accountRow({ line, cells }: FileRow, amount: string): AccountRow {
  const cell = (name: string) => cells[name] ?? '';
  return {
    line,
    type: cell('type').toLowerCase(),
    ts: readTime(cell('time')) ?? cell('time'),
    asset: assetName(cell('amount/balance unit')),
    amount,
    transferId: cell('transfer id'),
    tradeId: cell('trade id'),
    orderId: cell('order id'),
  };
}

function readTrade(rows: readonly AccountRow[], make: ReadingMaker): Reading[] {
  const reject = (reason: string) => rows.map(({ line, tradeId }) => make.reject(line, reason, tradeId));
  const matches = rows.filter(({ type }) => type === 'match');
  const fees = rows.filter(({ type }) => type === 'fee');
  const [a, b, more] = matches;
  if (matches.length + fees.length !== rows.length) return reject('A trade has rows of match and fee only.');
  if (!a || !b || more) {
    return reject(`A trade has two rows of match, and this one has ${matches.length} in the file.`);
  }
  const trade = tradeOfLegs(a, b, QUOTES);
  if (!trade) return reject(`${a.asset} and ${b.asset} are not the two sides of a trade.`);
  const [feeAsset = trade.symbol.split('-')[1], ...otherFees] = new Set(fees.map(({ asset }) => asset));
  if (otherFees.length > 0) return reject('The fee is in more than one asset.');
  return [
    make.fill(a.line, {
      // As the fills export of those years names it.
      extId: `${trade.symbol}:${a.tradeId}`,
      ...trade,
      fee: minus('0', sum(fees.map(({ amount }) => amount))),
      feeCurrency: feeAsset ?? null,
      ts: a.ts,
      orderId: a.orderId || null,
    }),
  ];
}

function readMovement(row: AccountRow, make: ReadingMaker): Reading {
  const { line, type, ts, asset, amount, transferId } = row;
  const kind = kindOf(type, amount);
  if (kind === null) {
    const reason =
      type === 'match' ? 'A match without a trade id.' : `"${type}" is no kind of row that is known.`;
    return make.reject(line, reason, transferId || null);
  }
  // A conversion is two rows of one transfer.
  const extId = transferId === '' ? null : `${transferId}:${kind}`;
  return make.movement(line, {
    extId,
    kind,
    asset,
    qty: absolute(amount),
    value: null,
    valueCurrency: null,
    ts,
  });
}

function kindOf(type: string, amount: string): MovementKind | null {
  switch (type) {
    case 'deposit':
      return 'transfer_in';
    case 'withdrawal':
      return 'transfer_out';
    case 'conversion':
      return isNegative(amount) ? 'convert_out' : 'convert_in';
    case 'rebate':
      return 'reward';
    case 'fee':
      return 'fee';
    default:
      return null;
  }
}

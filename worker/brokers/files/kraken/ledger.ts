import type { FileRow } from '../csv/read-rows.ts';
import { type FileFormat, hasColumns, type Reading } from '../format.ts';
import { type FileMovement, ReadingMaker } from '../reading-maker.ts';
import { RowGroups } from '../row-groups.ts';
import { absolute, isNegative, plainDecimal } from '../values/decimals.ts';
import { readTime } from '../values/times.ts';
import { krakenAsset } from './asset-names.ts';
import { type LedgerRow, tradeOfLedger } from './ledger-trade.ts';
import { ledgerTypeOf } from './ledger-types.ts';

const COLUMNS = ['txid', 'refid', 'time', 'type', 'subtype', 'aclass', 'asset', 'amount', 'fee', 'balance'];

/** Kraken's ledger: every change of a balance. Two rows of one refid are a trade; amounts are without their fees. */
export const krakenLedger: FileFormat = {
  id: 'kraken-ledger',
  name: 'Kraken ledger',
  broker: 'kraken',
  matches: (header) => hasColumns(header, COLUMNS),
  open({ now }) {
    const make = new ReadingMaker(now);
    const trades = new RowGroups<LedgerRow>();
    return {
      idSource: 'kraken-ledger',
      read(row) {
        const read = ledgerRow(row);
        if (typeof read === 'string') return [make.reject(row.line, read, row.cells.txid || null)];
        if (read.type !== 'trade') return readMovement(read, make);
        const late = trades.add(read.refid, read);
        const pair = trades.waitingFor(read.refid).length === 2 ? trades.take(read.refid) : undefined;
        return [pair, late].flatMap((rows) => (rows ? tradeOfLedger(rows, make) : []));
      },
      end: () => trades.drain().flatMap((rows) => tradeOfLedger(rows, make)),
    };
  },
};

function ledgerRow({ line, cells }: FileRow): LedgerRow | string {
  const { txid = '', refid = '', time = '', type: name = '', subtype = '', asset = '', balance = '' } = cells;
  if (txid === '' || balance === '') {
    return 'This row is of what was not settled yet: it stands in the file again with its id and balance.';
  }
  const amount = plainDecimal(cells.amount ?? '');
  if (amount === null) return `The amount "${cells.amount}" is not a number.`;
  const fee = plainDecimal(cells.fee || '0');
  if (fee === null) return `The fee "${cells.fee}" is not a number.`;
  if (asset.toUpperCase() === 'KFEE') return 'Fee credits of Kraken are no asset.';
  const type = ledgerTypeOf(name, subtype);
  const told = subtype === '' ? name : `${name} (${subtype})`;
  if (type === 'internal') return `"${told}" stays within Kraken: what is held does not change.`;
  if (type === 'lent') return `"${told}" belongs to a position on margin, which is no spot trade.`;
  if (type === 'unknown') return `"${told}" is no kind of row that is known.`;
  return { line, txid, refid, ts: readTime(time) ?? time, type, asset: krakenAsset(asset), amount, fee };
}

/** What moved, and the fee that was taken beside it. */
function readMovement(row: LedgerRow, make: ReadingMaker): Reading[] {
  const goes = isNegative(row.amount);
  const kinds = goes
    ? { transfer: 'transfer_out', dust: 'convert_out' }
    : { transfer: 'transfer_in', dust: 'convert_in' };
  if (row.type === 'reward' && goes) {
    return [make.reject(row.line, 'A reward that takes away is no kind of row that is known.', row.txid)];
  }
  const kind = row.type === 'transfer' || row.type === 'dust' ? kinds[row.type] : 'reward';
  const moved = make.movement(row.line, movementOf(row, row.txid, kind, row.amount));
  if (row.fee === '0') return [moved];
  return [moved, make.movement(row.line, movementOf(row, `${row.txid}:fee`, 'fee', row.fee))];
}

function movementOf({ asset, ts }: LedgerRow, extId: string, kind: string, amount: string): FileMovement {
  return { extId, kind, asset, qty: absolute(amount), value: null, valueCurrency: null, ts };
}

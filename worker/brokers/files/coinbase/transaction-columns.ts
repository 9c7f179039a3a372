import { hasColumns } from '../format.ts';

/** The names that columns have had, the newest first. */
const ALWAYS = ['timestamp', 'transaction type', 'asset', 'quantity transacted', 'subtotal', 'notes'];
const PRICE_CURRENCY = ['price currency', 'spot price currency'];
const PRICE = ['price at transaction', 'spot price at transaction'];
const TOTAL = ['total (inclusive of fees and/or spread)', 'total (inclusive of fees)'];
const FEES = ['fees and/or spread', 'fees'];

export function isOfTransactions(header: readonly string[]): boolean {
  const hasOne = (names: readonly string[]) => names.some((name) => hasColumns(header, [name]));
  return hasColumns(header, ALWAYS) && [PRICE_CURRENCY, PRICE, TOTAL, FEES].every(hasOne);
}

export interface TransactionCells {
  /** Empty in older files. */
  id: string;
  time: string;
  type: string;
  asset: string;
  quantity: string;
  currency: string;
  price: string;
  subtotal: string;
  total: string;
  fees: string;
  note: string;
}

/** One row under the names that its file uses. */
export function transactionCells(cells: Record<string, string>): TransactionCells {
  const one = (names: readonly string[]) => {
    for (const name of names) if (cells[name] !== undefined) return cells[name];
    return '';
  };
  return {
    id: one(['id']),
    time: one(['timestamp']),
    type: one(['transaction type']),
    asset: one(['asset']),
    quantity: one(['quantity transacted']),
    currency: one(PRICE_CURRENCY),
    price: one(PRICE),
    subtotal: one(['subtotal']),
    total: one(TOTAL),
    fees: one(FEES),
    note: one(['notes']),
  };
}

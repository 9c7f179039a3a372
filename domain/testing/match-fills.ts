import type { Fill, Outcome } from '../ledger/fill.ts';
import { type LedgerSettings, openLedger } from '../ledger/ledger.ts';
import { orderFills } from '../ledger/order-fills.ts';

/** Every fill of one product with its outcome, in the order of the books. */
export function matchFills(
  symbol: string,
  fills: readonly Fill[],
  settings?: LedgerSettings,
): { fill: Fill; outcome: Outcome }[] {
  const ledger = openLedger(symbol, settings);
  return orderFills(fills).map((fill) => ({ fill, outcome: ledger.book(fill) }));
}

import type { Side } from '../../contracts/side.ts';
import type { Outcome } from '../ledger/fill.ts';

/** A booked fill as the trader's history sees it, in the order of all the trader's fills. Numbers: nothing here is money that is shown. */
export type HistoryFill = {
  id: string;
  /** The id of the first fill of its order. */
  orderId: string;
  symbol: string;
  side: Side;
  /** Milliseconds, UTC. */
  ts: number;
  /** Price times quantity, in the quote asset. */
  value: number;
  price: number;
  outcome: Outcome;
  /** What was held of the product before the order's first fill. averagePrice without fees; null: not all of it has a known cost. */
  heldBefore: { qty: number; averagePrice: number | null };
};

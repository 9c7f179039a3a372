import type { Decimal } from '../../contracts/decimal.ts';
import type { Side } from '../../contracts/side.ts';

/** One execution of a spot order, as the venue told it. Never edited: lots and P&L are derived from it. */
export type Fill = {
  id: string;
  /** Base, hyphen, quote: BTC-USD. */
  symbol: string;
  side: Side;
  /** In the base asset, above zero. */
  qty: Decimal;
  /** In the quote asset per unit of the base, above zero. */
  price: Decimal;
  /** In feeCurrency; negative is a rebate; null is no fee. */
  fee: Decimal | null;
  /** null with a fee: the quote asset. */
  feeCurrency: string | null;
  /** Milliseconds, UTC. */
  ts: number;
  /** The venue's own order of fills of the same time, comparable as text; null where it tells none. */
  venueSeq: string | null;
  /** The venue's own id of the fill. */
  extId: string;
};

/** Why the ledger left a fill out. The fill moves no inventory and has no P&L. */
export type FillRefusal =
  | 'qty_not_positive'
  | 'price_not_positive'
  | 'fee_not_a_number'
  | 'fee_exceeds_qty'
  | 'time_not_valid'
  | 'other_product'
  | 'seen_before';

/** What one fill did to the books of its product. Money is in the quote asset. */
export type Outcome = {
  /** Of a SELL: whether what was sold has a known cost. null for a BUY. */
  basis: 'known' | 'partial' | 'unknown' | null;
  /** Net of fees, of the matched part; null where nothing was matched. */
  pnl: Decimal | null;
  /** The same part before any fee: what was sold at the fill's price less the same quantity at its lots' prices. */
  gross: Decimal | null;
  /** Hours from the lots' buys to this sale, weighted by quantity; null where nothing was matched. */
  heldHours: number | null;
  /** Quantity that left known lots, with a fee paid in the base asset. '0' for a BUY. */
  matchedQty: Decimal;
  /** Quantity that left without a known lot. '0' for a BUY. */
  unknownQty: Decimal;
  /** The fee was paid in a third asset and is not in pnl. */
  feeLeftOut: boolean;
  refused: FillRefusal | null;
};

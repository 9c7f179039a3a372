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
  /** The venue's id of the order that it filled a part of; null where it tells none. */
  orderId: string | null;
};

/** What changes an inventory without being a trade. A convert is two of these, one in each product. */
export type InventoryEvent = {
  id: string;
  symbol: string;
  kind: 'transfer_in' | 'transfer_out' | 'reward' | 'convert_in' | 'convert_out' | 'fee';
  /** In the base asset, above zero. */
  qty: Decimal;
  /** Worth of the whole in the quote asset; null: not known, and what comes in has no known cost. */
  value: Decimal | null;
  /** Milliseconds, UTC. */
  ts: number;
  /** What a fill's fee or rebate in this asset does to it: settled after all else of its moment. */
  ofFill?: true;
};

/** What the trader says that a sale of unknown basis was bought for. */
export type EnteredCost = {
  /** Per unit in the quote asset, fees included, above zero. */
  unitCost: Decimal;
  /** Milliseconds, UTC; null: hold time of that part stays unknown. */
  acquiredAt: number | null;
};

/** A part of a sale and the lot that it came from. Money is in the quote asset; pnl = proceeds − cost. */
export type LotMatch = {
  /** The fill or inventory event that opened the lot; null for an entered cost. */
  lotId: string | null;
  source: 'buy' | 'transfer' | 'reward' | 'convert' | 'entered';
  qty: Decimal;
  /** With the lot's share of its buy's fee. */
  cost: Decimal;
  /** Without any fee: quantity times the lot's price. */
  entryValue: Decimal;
  /** Less the sale's share of its fee. */
  proceeds: Decimal;
  pnl: Decimal;
  openedAt: number | null;
};

/** From flat to flat in one product. */
export type RoundTrip = {
  /** The fill or event that opened it. */
  id: string;
  openedAt: number;
  /** null: still open. */
  closedAt: number | null;
  /** Fills that brought in and took out. */
  entries: number;
  exits: number;
  /** All that came in, in the base asset. */
  qty: Decimal;
  /** What is still held, and its cost with fees; cost null: not all of it is known. */
  heldQty: Decimal;
  heldCost: Decimal | null;
  /** Of what was sold, without any fee: quantity times the lots' prices. */
  entryValue: Decimal;
  gross: Decimal;
  /** gross − pnl */
  fees: Decimal;
  pnl: Decimal;
  /** known: every sale of it was; unknown: none was. A trip without a sale yet is known. */
  basis: 'known' | 'partial' | 'unknown';
  /** Weighted by quantity; null where nothing was matched. */
  heldHours: number | null;
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
  /** What the fill brought for that quantity, less its share of the fee. '0' for a BUY. */
  unknownProceeds: Decimal;
  /** The whole fill's fee in the quote asset, one in the base asset at the fill's price; null where it was left out. */
  fee: Decimal | null;
  /** The fee was paid in a third asset that could not be valued, and is not in pnl. */
  feeLeftOut: boolean;
  /** Of the matched part, without any fee: quantity times the lots' prices. The break-even band is a part of it. */
  entryValue: Decimal | null;
  /** When the oldest matched lot was bought, milliseconds UTC. */
  openedAt: number | null;
  /** Of a SELL, in the order in which lots were taken. */
  matches: readonly LotMatch[];
  /** The round trip that the fill is part of; null for a sale out of nothing. */
  tripId: string | null;
  /** The round trip that this fill brought to an end. */
  closedTrip: RoundTrip | null;
  refused: FillRefusal | null;
};

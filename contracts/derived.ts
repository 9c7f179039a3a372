import type { Decimal } from './decimal.ts';

/**
 * What the engine derives of a fill and the database keeps beside it, as both see it.
 *
 * Peers: what else could have been sold at a sale, or bought again at an entry; counted once per order, at its first fill.
 */
export type Peers = {
  /** Of a sale: how what was sold stood against its average price; null: where it was, or not known. */
  sold: 'risen' | 'fallen' | null;
  /** Of a sale: other products held, by how they stood. */
  paperGains: number;
  paperLosses: number;
  /** Of an entry: products sold in the 30 days before and not held, by their price since the sale; `rebought` is the one that was bought. */
  passedFallen: number;
  passedRisen: number;
  rebought: 'fallen' | 'risen' | null;
  /** Without a price or a cost to judge by. */
  notJudged: number;
};

/**
 * What is kept of a fill that was scored, so that it can be booked again without its candles: the figures that the trader's own
 * thresholds are made of, and the price of the third asset that its fee was paid in. null: not known of this fill.
 */
export type Remembered = {
  pct_change_24h_before: number | null;
  RSI_14: number | null;
  BB_pos: number | null;
  drawdown_recent: number | null;
  support_distance: number | null;
  fee_price: Decimal | null;
};

/** The state of the market and of what was held when a trade was made, in the order of CONDITION_NAMES of domain/check; null: not known. */
export type Conditions = readonly (number | null)[];

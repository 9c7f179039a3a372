import type { Decimal } from '../../contracts/decimal.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import type { Side } from '../../contracts/side.ts';
import type { Peers } from '../history/peers.ts';

/** A scored fill as reports read it. All facts of one report are of one quote currency and inside the period. */
export type ReportFact = {
  /** The venue's, so that facts of one time have the same order however they came in. */
  id: string;
  /** The id of the order's first fill. */
  orderId: string;
  symbol: string;
  side: Side;
  /** Milliseconds, UTC. */
  ts: number;
  /** The venue's own order of fills of the same time, comparable as text; null where it tells none. */
  venueSeq: string | null;
  /** Price times quantity. */
  value: Decimal;
  /** The whole fee in the quote currency; null where it could not be valued. */
  fee: Decimal | null;
  /** Of a SELL; null for a BUY. */
  basis: 'known' | 'partial' | 'unknown' | null;
  /** Of a SELL, of the matched part; null where nothing was matched. */
  pnl: Decimal | null;
  gross: Decimal | null;
  entryValue: Decimal | null;
  /** Hours from the lots' buys to the sale, weighted by quantity; null where no time of a buy is known. */
  heldHours: number | null;
  /** Of a SELL, in the base asset: what left known lots, a fee in the base asset with it. '0' for a BUY. */
  matchedQty: Decimal;
  /** Of a SELL: what it brought for the quantity that left without a known cost, less its share of the fee. '0' otherwise. */
  unknownProceeds: Decimal;
  /** Of a BUY: what its lot has realised so far, net, and the entry value of what was sold of it; null while nothing was. */
  lotPnl: Decimal | null;
  lotEntryValue: Decimal | null;
  /** The same by the sale that realised it. */
  soldBy: readonly SoldPart[];
  labels: readonly Label[];
  /** Of a BUY: whether it meets the FOMO rule with everybody's thresholds; null where that is not known, and of a SELL. */
  meetsFomo: boolean | null;
  peers: Peers | null;
  /** How the trader's own rules stood with it, see engine/scored-fill.ts. */
  rules: readonly RuleCheck[];
};

/** What one fill of a sale realised of a lot: net, and the entry value of what was sold of it. */
export type SoldPart = {
  /** The id of the sale's order. */ saleId: string;
  pnl: Decimal;
  entryValue: Decimal;
};

/** A round trip as reports read it. */
export type TripFact = {
  openedAt: number;
  closedAt: number | null;
  pnl: Decimal;
  /** Bare cost of what was sold, for the break-even band. */
  entryValue: Decimal;
  basis: 'known' | 'partial' | 'unknown';
};

/** How often the FOMO rule was met in a month of a product's hours. */
export type BaseRate = { symbol: string /** YYYY-MM, UTC */; month: string; hours: number; met: number };

export type ReportScope = {
  currency: string;
  timezone: string;
  /** Milliseconds; null: open. from is included, to is not. */
  from: number | null;
  to: number | null;
};

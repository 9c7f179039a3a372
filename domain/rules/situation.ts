import type { Side } from '../../contracts/side.ts';
import type { Figure } from '../features/unknown-reason.ts';

/**
 * What rules look at: a fill, or a trade that is only thought of, as of its moment. Nothing here knows what came after. Rules about entries speak
 * of a BUY, those about exits of a SELL.
 */
export type Situation = {
  side: Side;
  symbol: string;
  /** Milliseconds UTC. */
  ts: number;
  /** Minutes since midnight on the trader's clock. */
  minuteOfDay: number;
  /** Change of the price over so many hours before, as a fraction; see market-features.ts. */
  changeOver(hours: number): Figure;
  /** Orders of the local day, this one included. */
  dayTrades: Figure;
  /** From the last exit order that lost, in whatever product. */
  minutesSinceLoss: Figure;
  /** Of a BUY: what the product is after it, of all that is then held at its broker against the same quote; a fraction. */
  positionShare: Figure;
  /** Of a SELL: hours held, weighted by lot. */
  heldHours: Figure;
  /** Of a SELL: net result over the bare cost of what was sold; a fraction, below zero for a loss. */
  resultVsEntry: Figure;
};

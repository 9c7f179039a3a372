import type { Big } from 'big.js';
import { prorate, restoreDecimal } from '../ledger/money.ts';
import { below, bring, feeInQuote, type Position, type SimulatedTrade } from './position.ts';
import { closeOf, comesDownTo, type PriceBar } from './price-bars.ts';

export type WaitedEntry = {
  bar: PriceBar;
  price: Big;
  /** What it comes to by a price, from its hour's close on. */
  resultAt: (price: Big) => Big;
};

/**
 * The same quantity, bought by an order that waits `pct` percent below the trade's price; null where the market never trades there.
 *
 * The hour of the trade began before it, so that its low does not fill the order. Where an hour opens below the order, the order's price is paid all the
 * same: both are the worse of what may have been. The fee is of the trade's own rate, in the same asset.
 */
export function waitedEntry(
  trade: SimulatedTrade,
  position: Position,
  bars: readonly PriceBar[],
  pct: number,
): WaitedEntry | null {
  const price = below(restoreDecimal(trade.price), pct);
  const reaches = comesDownTo(price);
  const bar = bars.find(({ ts, low }) => ts >= trade.ts && reaches(low));
  if (!bar) return null;
  const value = price.times(restoreDecimal(trade.qty));
  const cost = value.plus(prorate(feeInQuote(trade), value, position.rate.value));
  return { bar, price, resultAt: (close) => bring(position, position.qty, close).minus(cost) };
}

/** By then it is in. */
export function isIn({ bar }: WaitedEntry, ts: number): boolean {
  return closeOf(bar) <= ts;
}

import { UNKNOWN, type Unknown, unknown } from '../features/unknown-reason.ts';
import type { ProductMarket } from './market-types.ts';
import { hasWholeHour } from './whole-hours.ts';

/** How far a position went against its holder and in their favour. Prices and money are in the quote asset. */
export type Excursion = {
  known: true;
  worstPrice: number;
  bestPrice: number;
  /** Maximum adverse excursion, zero or less: the most that the quantity stood under its entry price. */
  mae: number;
  /** Maximum favourable excursion, zero or more. */
  mfe: number;
  /** What the sale kept of mfe, 1 at the most; below zero for a loss after a gain. null where there was no gain to keep. */
  captured: number | null;
};

/**
 * MAE and MFE of what a sale closed: an estimate, from the hourly bars that lie wholly between buy and sale and from these two
 * prices. What happened within the hours of the two fills is not seen; of several lots, the time begins as long before the sale as they were held
 * on average, weighted by quantity, and their average price is held against all of it: a large lot's extremes before that are not seen, and a small
 * one's do not count for all. An hour without a bar is one without a trade, and hides no extreme.
 *
 * Held for less than a whole hour, only the two prices count: a gain was kept to the full (captured 1), after a loss there was
 * none to keep (null), so such a sale is never an early exit.
 * @param sale sinceMs and ts in milliseconds, UTC; entryPrice: the matched lots' average without fees; qty in the base asset
 */
export function excursionOf(
  market: ProductMarket,
  sale: { sinceMs: number; ts: number; price: number; entryPrice: number; qty: number },
): Excursion | Unknown {
  const { sinceMs, ts, price, entryPrice, qty } = sale;
  if (!market.covers(sinceMs, ts)) return unknown(UNKNOWN.noCandles);
  const between = market.extremes(sinceMs, ts);
  if (between === null && hasWholeHour(sinceMs, ts)) return unknown(UNKNOWN.tooManyGaps);
  const worstPrice = Math.min(price, entryPrice, between?.low ?? price);
  const bestPrice = Math.max(price, entryPrice, between?.high ?? price);
  const mfe = (bestPrice - entryPrice) * qty;
  return {
    known: true,
    worstPrice,
    bestPrice,
    mae: (worstPrice - entryPrice) * qty,
    mfe,
    captured: mfe > 0 ? ((price - entryPrice) * qty) / mfe : null,
  };
}

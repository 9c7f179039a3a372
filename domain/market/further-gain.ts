import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { HOUR_MS } from '../indicators/candle.ts';
import type { ProductMarket } from './market-types.ts';
import { hasWholeHour, hourFrom } from './whole-hours.ts';

/** What comes longer after a sale has little to do with it. */
export const LONGEST_HINDSIGHT_MS = 30 * 24 * HOUR_MS;

/**
 * How far the price rose after a sale, within as much time as it had been held (30 days at the most): the highest high of the
 * bars that opened and closed in that time, less the sale's price, in the quote asset; below zero where it only fell. This
 * looks ahead: it judges a sale afterwards, and is no feature of it.
 * @param sale ts and heldMs in milliseconds
 */
export function furtherGain(
  market: ProductMarket,
  sale: { ts: number; price: number; heldMs: number },
): Figure {
  const { ts, price } = sale;
  const untilMs = hindsightUntil(sale);
  if (!hasWholeHour(ts, untilMs)) return unknown(UNKNOWN.heldTooShort);
  // Its last bar may close before that, but the time is not over.
  if (!market.covers(ts, reviewAt(sale))) return unknown(UNKNOWN.notOverYet);
  const after = market.extremes(ts, untilMs);
  return after === null ? unknown(UNKNOWN.tooManyGaps) : known(after.high - price);
}

/** From when on furtherGain can be known: the full hour after the time it looks at. */
export function reviewAt(sale: { ts: number; heldMs: number }): number {
  return hourFrom(hindsightUntil(sale));
}

function hindsightUntil({ ts, heldMs }: { ts: number; heldMs: number }): number {
  return ts + Math.min(heldMs, LONGEST_HINDSIGHT_MS);
}

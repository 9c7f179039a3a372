export const HOUR_MS = 3_600_000;

/** An hourly bar. ts is its opening, milliseconds UTC, on the full hour. Prices are in the quote asset. */
export type Candle = { ts: number; open: number; high: number; low: number; close: number; volume: number };

/** Outside of these a time is in seconds, or nonsense; inside, a filled series stays below a million bars. */
const EARLIEST_MS = Date.UTC(2009, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
const ENDLESS = Number.POSITIVE_INFINITY;

/**
 * Whether a candle can be a bar. One that cannot is left out, and its hour is a gap: off the hour (rounding a shifted bar
 * could let a fill see a bar that was still open), at a time out of range, with a price that is not above zero, or with its
 * high below its low. A spike stays: ten times the price may be the venue's bad tick or a real flash, and a venue that
 * corrects it sends a new snapshot. Volume is read by no indicator and refuses no bar.
 */
export function isBar({ ts, open, high, low, close }: Candle): boolean {
  if (!(ts >= EARLIEST_MS && ts < LATEST_MS && ts % HOUR_MS === 0)) return false;
  return (
    low > 0 && high >= low && high < ENDLESS && open > 0 && open < ENDLESS && close > 0 && close < ENDLESS
  );
}

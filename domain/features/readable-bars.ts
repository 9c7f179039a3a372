import { filledBars, type HourlySeries } from '../indicators/hourly-series.ts';
import { UNKNOWN, type UnknownReason } from './unknown-reason.ts';

/** A window with more than this part of its bars filled says more about silence than about the market. */
const MOST_FILLED = 1 / 4;
/** Long windows dilute a silence just before the fill, so the last day is held to the same limit. */
const RECENT_BARS = 24;

/**
 * Whether the `count` bars that end at bar `k` can be read.
 *
 * Silence between the last candle and the fill counts like any other gap: with later candles cut off, a gap looks like the
 * end of the series, and must lead to the same answer. With the limit on the last 24 bars, the last real candle is at
 * most 6 hours older than bar k.
 * @returns the reason why not, or null.
 */
export function unreadable(series: HourlySeries, k: number, count: number): UnknownReason | null {
  if (k < 0) return UNKNOWN.noCandles;
  if (k + 1 < count) return UNKNOWN.tooFewBars;
  const recent = Math.min(RECENT_BARS, k + 1);
  if (filledBars(series, k, recent) > MOST_FILLED * recent) return UNKNOWN.tooManyGaps;
  return filledBars(series, k, count) > MOST_FILLED * count ? UNKNOWN.tooManyGaps : null;
}

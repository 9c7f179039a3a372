import { type Candle, HOUR_MS, isBar } from '../indicators/candle.ts';
import { hourGrid } from '../indicators/hour-grid.ts';
import { type HourlySeries, seriesOf } from '../indicators/hourly-series.ts';

/** Hours filled after the last candle. */
export const TAIL_BARS = 24;

/** The series of hourly candles in any order, from the first to a day after the last. */
export function prepareSeries(candles: readonly Candle[]): HourlySeries {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const candle of candles) {
    if (!isBar(candle)) continue;
    first = Math.min(first, candle.ts);
    last = Math.max(last, candle.ts);
  }
  const hours = first > last ? 0 : (last - first) / HOUR_MS + 1 + TAIL_BARS;
  return seriesOf(hourGrid(candles, first, hours));
}

import { type HourlySeries, lastClosedBar } from '../indicators/hourly-series.ts';

const BARS_BACK = 24;

/**
 * The price of the day before a fill, oldest first, in the quote asset: the closes of the last closed bar k and of the 24
 * before it, then the fill's own price. Its ends are those of pct_change_24h_before, so that the line and the figure beside
 * it agree; it is shorter where the series has fewer bars.
 */
export function sparkline(series: HourlySeries, fill: { ts: number; price: number }): number[] {
  const k = Math.min(lastClosedBar(series, fill.ts), series.closes.length - 1);
  const closes = series.closes.slice(Math.max(0, k - BARS_BACK), Math.max(0, k + 1));
  return [...closes, fill.price];
}

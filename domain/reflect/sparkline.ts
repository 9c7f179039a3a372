import { type HourlySeries, lastClosedBar } from '../indicators/hourly-series.ts';

const SPARKLINE_CLOSES = 24;

/** Up to 24 hourly closes before a fill, oldest first, then its own price, in the quote asset. */
export function sparkline(series: HourlySeries, fill: { ts: number; price: number }): number[] {
  const k = Math.min(lastClosedBar(series, fill.ts), series.closes.length - 1);
  const closes = series.closes.slice(Math.max(0, k - SPARKLINE_CLOSES + 1), Math.max(0, k + 1));
  return [...closes, fill.price];
}

import { averageTrueRange } from './average-true-range.ts';
import { type Bands, bollinger } from './bollinger.ts';
import { type Candle, HOUR_MS, type RefusedCandle } from './candle.ts';
import { cleanCandles } from './clean-candles.ts';
import { fillGaps } from './fill-gaps.ts';
import { relativeStrength } from './relative-strength.ts';
import { slidingHighest, slidingLowest } from './sliding-extreme.ts';

export const EXTREME_BARS = 72;
/** Hours filled after the last bar. A day of silence makes every feature unknown, so no fill needs more. */
export const TAIL_BARS = 24;

/** The market of one product, hour by hour without gaps. Places are bars, 0-based; arrays are of one length. */
export type HourlySeries = {
  /** Opening of bar 0, milliseconds UTC; null if there is no bar. */
  startMs: number | null;
  closes: readonly number[];
  /** [i]: how many of the bars before i were forward-filled; one entry longer than the others. */
  filledBefore: readonly number[];
  rsi: readonly (number | null)[];
  atr: readonly (number | null)[];
  bands: readonly (Bands | null)[];
  /** Highest high and lowest low of the 72 bars that end here. */
  highest: readonly (number | null)[];
  lowest: readonly (number | null)[];
  refused: readonly RefusedCandle[];
};

/** Prepares a product's candles once, in one pass each. The value at a bar depends on that bar and those before it only. */
export function prepareSeries(candles: readonly Candle[]): HourlySeries {
  const { bars: clean, refused } = cleanCandles(candles);
  const { bars, filledBefore } = fillGaps(clean, TAIL_BARS);
  const closes = bars.map((bar) => bar.close);
  return {
    startMs: bars[0]?.ts ?? null,
    closes,
    filledBefore,
    rsi: relativeStrength(closes),
    atr: averageTrueRange(bars),
    bands: bollinger(closes),
    highest: slidingHighest(
      bars.map((bar) => bar.high),
      EXTREME_BARS,
    ),
    lowest: slidingLowest(
      bars.map((bar) => bar.low),
      EXTREME_BARS,
    ),
    refused,
  };
}

/**
 * The last bar that had closed at `ts` (open + 1 h ≤ ts): -1 or less before the first bar has closed. It may lie past the
 * series' end, where every bar counts as filled.
 */
export function lastClosedBar(series: HourlySeries, ts: number): number {
  return series.startMs === null ? -1 : Math.floor((ts - series.startMs) / HOUR_MS) - 1;
}

/** How many of the `count` bars that end at bar `k` were forward-filled. Bars before the series are not counted. */
export function filledBars(series: HourlySeries, k: number, count: number): number {
  const length = series.closes.length;
  const from = Math.max(0, k - count + 1);
  const until = k + 1;
  const inside = filledUntil(series, Math.min(until, length)) - filledUntil(series, Math.min(from, length));
  return inside + Math.max(0, until - Math.max(from, length));
}

function filledUntil(series: HourlySeries, bar: number): number {
  return series.filledBefore[Math.max(0, bar)] ?? 0;
}

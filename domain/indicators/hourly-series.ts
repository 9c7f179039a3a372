import { averageTrueRange } from './average-true-range.ts';
import { HOUR_MS } from './candle.ts';
import { fillGaps } from './fill-gaps.ts';
import type { HourGrid } from './hour-grid.ts';
import { relativeStrength } from './relative-strength.ts';

/**
 * The market of one product, hour by hour without gaps. Places are bars, 0-based; columns are of one length, in the quote
 * asset. The value at a bar depends on that bar and those before it only.
 */
export type HourlySeries = {
  /** Opening of bar 0, milliseconds UTC; null if there is no bar. */
  startMs: number | null;
  highs: Float64Array;
  lows: Float64Array;
  closes: Float64Array;
  /** [i]: how many of the bars before i were forward-filled; one entry longer than the others. */
  filledBefore: Uint32Array;
  /** 0..100; NaN where it has no value, as in atr. */
  rsi: Float64Array;
  atr: Float64Array;
};

/**
 * Everything that needs one pass over all bars; what needs a window only is worked out at the bar that is asked for.
 * @param grid becomes part of the series, its gaps filled
 */
export function seriesOf(grid: HourGrid): HourlySeries {
  const bars = fillGaps(grid);
  if (bars === null) return EMPTY;
  return { ...bars, rsi: relativeStrength(bars.closes), atr: averageTrueRange(bars) };
}

const NOTHING = new Float64Array(0);
const EMPTY: HourlySeries = {
  startMs: null,
  highs: NOTHING,
  lows: NOTHING,
  closes: NOTHING,
  filledBefore: new Uint32Array(1),
  rsi: NOTHING,
  atr: NOTHING,
};

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

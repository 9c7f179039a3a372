import { HOUR_MS } from './candle.ts';
import type { HourGrid } from './hour-grid.ts';

/**
 * Gives every hour from the first bar to the end of the grid a bar, in place: an hour without a trade repeats the last close.
 * filledBefore[i] tells how many of the bars before i were filled; it is one entry longer than the columns.
 * @returns null where the grid has no bar.
 */
export function fillGaps(grid: HourGrid): (HourGrid & { filledBefore: Uint32Array }) | null {
  const first = grid.closes.findIndex((close) => !Number.isNaN(close));
  if (first === -1) return null;
  const highs = grid.highs.subarray(first);
  const lows = grid.lows.subarray(first);
  const closes = grid.closes.subarray(first);
  const filledBefore = new Uint32Array(closes.length + 1);
  let last = Number.NaN;
  let filled = 0;
  for (let i = 0; i < closes.length; i += 1) {
    const close = closes[i] ?? Number.NaN;
    if (Number.isNaN(close)) {
      highs[i] = last;
      lows[i] = last;
      closes[i] = last;
      filled += 1;
    } else {
      last = close;
    }
    filledBefore[i + 1] = filled;
  }
  return { startMs: grid.startMs + first * HOUR_MS, highs, lows, closes, filledBefore };
}

import { type Candle, HOUR_MS, isBar } from './candle.ts';

/** A span of time, hour by hour: what an hour's bar says, in the quote asset, and NaN where the hour has none. */
export type HourGrid = {
  /** Opening of hour 0, milliseconds UTC. */
  startMs: number;
  highs: Float64Array;
  lows: Float64Array;
  closes: Float64Array;
};

/**
 * The bars of a span, in any order. Those outside of it are left out. Of two of one hour the later in the input counts: a
 * newer snapshot corrects an older one.
 * @param startMs on the full hour
 */
export function hourGrid(candles: readonly Candle[], startMs: number, hours: number): HourGrid {
  const grid = emptyGrid(startMs, hours);
  for (const candle of candles) {
    const hour = (candle.ts - startMs) / HOUR_MS;
    if (!(hour >= 0 && hour < hours && isBar(candle))) continue;
    grid.highs[hour] = candle.high;
    grid.lows[hour] = candle.low;
    grid.closes[hour] = candle.close;
  }
  return grid;
}

/** Two spans, the second of which starts where the first ends, as one. */
export function joinGrids(first: HourGrid, second: HourGrid): HourGrid {
  const hours = first.closes.length;
  const joined = emptyGrid(first.startMs, hours + second.closes.length);
  for (const column of ['highs', 'lows', 'closes'] as const) {
    joined[column].set(first[column]);
    joined[column].set(second[column], hours);
  }
  return joined;
}

function emptyGrid(startMs: number, hours: number): HourGrid {
  const column = () => new Float64Array(hours).fill(Number.NaN);
  return { startMs, highs: column(), lows: column(), closes: column() };
}

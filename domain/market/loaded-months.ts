import { HOUR_MS } from '../indicators/candle.ts';
import { highest, lowest } from '../indicators/extremes.ts';
import { type HourGrid, hourGrid } from '../indicators/hour-grid.ts';
import type { CandleMonth } from './market-types.ts';
import { monthEnd, monthStart } from './needed-months.ts';

type Extremes = { high: number; low: number };

/** A snapshot in columns: a month takes 18 kB, an eighth of what its candles take as objects. */
type LoadedMonth = {
  startMs: number;
  endMs: number;
  hash: string;
  coveredUntil: number;
  grid: HourGrid;
  /** Of the whole month; worked out when first asked for. */
  extremes: Extremes | null;
};

/** Oldest first. Of two snapshots of one month the one that covers more counts, or else the later in the input. */
export function loadMonths(months: readonly CandleMonth[]): LoadedMonth[] {
  const inForce = new Map<string, CandleMonth>();
  for (const month of months) {
    const other = inForce.get(month.month);
    if (!other || other.coveredUntil <= month.coveredUntil) inForce.set(month.month, month);
  }
  return [...inForce.values()].map(loadMonth).sort((a, b) => a.startMs - b.startMs);
}

function loadMonth({ month, hash, coveredUntil, candles }: CandleMonth): LoadedMonth {
  const startMs = monthStart(month);
  const endMs = monthEnd(month);
  // What closes later than coveredUntil was still open when the snapshot was taken.
  const isOver = coveredUntil >= endMs;
  const closed = isOver ? candles : candles.filter(({ ts }) => ts + HOUR_MS <= coveredUntil);
  const grid = hourGrid(closed, startMs, (endMs - startMs) / HOUR_MS);
  return { startMs, endMs, hash, coveredUntil, grid, extremes: null };
}

/** Extremes of the part of a month that lies in a span of whole hours; infinities the wrong way round where it has no bar. */
export function extremesWithin(month: LoadedMonth, fromMs: number, untilMs: number): Extremes {
  if (fromMs > month.startMs || untilMs < month.endMs) return scan(month, fromMs, untilMs);
  month.extremes ??= scan(month, fromMs, untilMs);
  return month.extremes;
}

function scan({ grid }: LoadedMonth, fromMs: number, untilMs: number): Extremes {
  const from = (fromMs - grid.startMs) / HOUR_MS;
  const until = (untilMs - grid.startMs) / HOUR_MS;
  return { high: highest(grid.highs, from, until), low: lowest(grid.lows, from, until) };
}

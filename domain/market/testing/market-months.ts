import { type Candle, HOUR_MS } from '../../indicators/candle.ts';
import { candles } from '../../testing/builders.ts';
import type { CandleMonth } from '../market-types.ts';
import { monthEnd, monthOf } from '../needed-months.ts';

/** Hourly bars of a market in which every hour, day and week moves. */
export function livelyCandles(hours: number, startMs: number): Candle[] {
  const closes = Array.from(
    { length: hours },
    (_, i) => 100 + 2 * Math.sin(i * 1.7) + 6 * Math.sin(i / 9) + 20 * Math.sin(i / 150),
  );
  return candles(closes, 0.002, startMs);
}

/** Their snapshots, one a month; a snapshot's hash is its month. The last covers until the last bar closes, if not told otherwise. */
export function snapshotsOf(bars: readonly Candle[], coveredUntil = closeOf(bars.at(-1))): CandleMonth[] {
  const months = Map.groupBy(bars, ({ ts }) => monthOf(ts));
  return [...months].map(([month, inside]) => ({
    month,
    hash: month,
    coveredUntil: Math.min(monthEnd(month), coveredUntil),
    candles: inside,
  }));
}

function closeOf(bar: Candle | undefined): number {
  return (bar?.ts ?? 0) + HOUR_MS;
}

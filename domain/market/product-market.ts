import { HOUR_MS } from '../indicators/candle.ts';
import { type HourGrid, hourGrid, joinGrids } from '../indicators/hour-grid.ts';
import { type HourlySeries, seriesOf } from '../indicators/hourly-series.ts';
import { extremesWithin, loadMonths } from './loaded-months.ts';
import type { CandleMonth, ProductMarket } from './market-types.ts';
import { isNeeded, startOfMonth } from './needed-months.ts';
import { hourFrom, hourUntil } from './whole-hours.ts';

/** Fills come in the order of time, so a month's series is not asked for again once two newer ones were. */
const SERIES_KEPT = 2;
const DAY_MS = 24 * HOUR_MS;

/** Opens a product's market. The candles are copied into columns, and need not be kept. Months may come in any order and may be missing. */
export function openMarket(snapshots: readonly CandleMonth[]): ProductMarket {
  const months = loadMonths(snapshots);
  const kept: { startMs: number; endMs: number; series: HourlySeries }[] = [];

  const gridOf = (startMs: number): HourGrid => {
    const loaded = months.find((month) => month.startMs === startMs);
    return loaded?.grid ?? hourGrid([], startMs, (startOfMonth(startMs, 1) - startMs) / HOUR_MS);
  };

  const monthsWithin = (fromMs: number, untilMs: number) =>
    months.filter(({ startMs, endMs }) => endMs > fromMs && startMs < untilMs);

  const closeOf = (hourMs: number): number => {
    const month = months.findLast(({ startMs }) => startMs <= hourMs);
    return month?.grid.closes[(hourMs - month.startMs) / HOUR_MS] ?? Number.NaN;
  };

  return {
    seriesAt(ts) {
      const hit = kept.find(({ startMs, endMs }) => ts >= startMs && ts < endMs);
      if (hit) return hit.series;
      const startMs = startOfMonth(ts);
      const series = seriesOf(joinGrids(gridOf(startOfMonth(ts, -1)), gridOf(startMs)));
      kept.push({ startMs, endMs: startOfMonth(ts, 1), series });
      if (kept.length > SERIES_KEPT) kept.shift();
      return series;
    },

    extremes(from, until) {
      const [fromMs, untilMs] = [hourFrom(from), hourUntil(until)];
      let high = Number.NEGATIVE_INFINITY;
      let low = Number.POSITIVE_INFINITY;
      for (const month of monthsWithin(fromMs, untilMs)) {
        const part = extremesWithin(month, fromMs, untilMs);
        high = Math.max(high, part.high);
        low = Math.min(low, part.low);
      }
      return high < low ? null : { high, low };
    },

    priceAt(ts) {
      for (let hourMs = hourUntil(ts) - HOUR_MS; hourMs + HOUR_MS >= ts - DAY_MS; hourMs -= HOUR_MS) {
        const close = closeOf(hourMs);
        if (!Number.isNaN(close)) return close;
      }
      return null;
    },

    covers(from, until) {
      const [fromMs, untilMs] = [hourFrom(from), hourUntil(until)];
      let coveredMs = fromMs;
      for (const month of monthsWithin(fromMs, untilMs)) {
        if (month.startMs > coveredMs || month.coveredUntil < Math.min(month.endMs, untilMs)) return false;
        coveredMs = month.endMs;
      }
      return coveredMs >= untilMs;
    },

    hashes(span) {
      return months.flatMap(({ startMs, endMs, hash }) => (isNeeded(span, startMs, endMs) ? [hash] : []));
    },
  };
}

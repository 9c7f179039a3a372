import { type MarketFeatures, marketFeatures } from '../features/market-features.ts';
import { unreadable } from '../features/readable-bars.ts';
import { HOUR_MS } from '../indicators/candle.ts';
import { lastClosedBar } from '../indicators/hourly-series.ts';
import { WILDER_WARM_UP_BARS } from '../indicators/wilder-average.ts';
import type { ProductMarket } from './market-types.ts';
import { monthEnd, monthStart } from './needed-months.ts';

/**
 * The base rate of a rule: of the hours of a month that are covered and whose bars can be read, how many meet it at their
 * close, with the close as the price. Every hour is read from the series of its own month, the last one too.
 * @param month YYYY-MM, UTC
 */
export function countHours(
  market: ProductMarket,
  month: string,
  meets: (features: MarketFeatures) => boolean,
): { hours: number; met: number } {
  const startMs = monthStart(month);
  const endMs = monthEnd(month);
  const series = market.seriesAt(startMs);
  const allCovered = market.covers(startMs, endMs);
  let hours = 0;
  let met = 0;
  for (let closeMs = startMs + HOUR_MS; closeMs <= endMs; closeMs += HOUR_MS) {
    const k = lastClosedBar(series, closeMs);
    const close = series.closes[k];
    if (close === undefined || unreadable(series, k, WILDER_WARM_UP_BARS) !== null) continue;
    if (!allCovered && !market.covers(closeMs - HOUR_MS, closeMs)) continue;
    hours += 1;
    if (meets(marketFeatures(series, k, close))) met += 1;
  }
  return { hours, met };
}

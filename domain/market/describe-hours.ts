import { type MarketFeatures, marketFeatures } from '../features/market-features.ts';
import { supportGap } from '../features/support-gap.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { bollinger } from '../indicators/bollinger.ts';
import { HOUR_MS } from '../indicators/candle.ts';
import { filledBars, lastClosedBar } from '../indicators/hourly-series.ts';
import type { ProductMarket } from './market-types.ts';

/** One hour of a market. Prices are in the quote asset. */
export type DescribedHour = {
  /** Its opening, milliseconds UTC. */
  ts: number;
  /** It had no candle, and repeats the close before it. */
  filled: boolean;
  /** Wherever the formula has a value: RSI and ATR from bar 14 of the series on, bands from bar 19. */
  indicators: Record<'RSI_14' | 'ATR_14' | 'BB_lower' | 'BB_middle' | 'BB_upper', Figure>;
  /** What the engine would see of a fill at the hour's close, at its closing price. */
  features: MarketFeatures & { support_gap: Figure };
};

/** The hours from the one that opens at `fromMs` to the one that opens at `lastMs`, each read as a fill at its close would be. */
export function describeHours(market: ProductMarket, fromMs: number, lastMs: number): DescribedHour[] {
  const hours: DescribedHour[] = [];
  for (let ts = fromMs; ts <= lastMs; ts += HOUR_MS) hours.push(describeHour(market, ts));
  return hours;
}

function describeHour(market: ProductMarket, ts: number): DescribedHour {
  const closedMs = ts + HOUR_MS;
  const series = market.seriesAt(closedMs);
  const k = lastClosedBar(series, closedMs);
  const close = series.closes[k] ?? Number.NaN;
  const bands = bollinger(series.closes, k);
  return {
    ts,
    filled: k < 0 || filledBars(series, k, 1) === 1,
    indicators: {
      RSI_14: figureOf(series.rsi[k]),
      ATR_14: figureOf(series.atr[k]),
      BB_lower: figureOf(bands?.lower),
      BB_middle: figureOf(bands?.middle),
      BB_upper: figureOf(bands?.upper),
    },
    features: { ...marketFeatures(series, k, close), support_gap: supportGap(series, k, close) },
  };

  function figureOf(value: number | undefined): Figure {
    if (value !== undefined && Number.isFinite(value)) return known(value);
    if (k < 0) return unknown(UNKNOWN.noCandles);
    // Bands have a value from their first full window on; RSI has none of a price that does not move.
    const first = value === undefined ? k + 1 : FIRST_WILDER_BAR;
    return unknown(k < first ? UNKNOWN.tooFewBars : UNKNOWN.noMovement);
  }
}

/** RSI and ATR need a bar before each of fourteen. */
const FIRST_WILDER_BAR = 14;

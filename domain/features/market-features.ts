import { BAND_PERIOD, type Bands, bollinger } from '../indicators/bollinger.ts';
import { highest } from '../indicators/extremes.ts';
import type { HourlySeries } from '../indicators/hourly-series.ts';
import { WILDER_WARM_UP_BARS } from '../indicators/wilder-average.ts';
import { unreadable } from './readable-bars.ts';
import { type Figure, known, UNKNOWN, unknown } from './unknown-reason.ts';

export type MarketFeatures = {
  pct_change_1h_before: Figure;
  pct_change_24h_before: Figure;
  RSI_14: Figure;
  ATR_rel: Figure;
  BB_pos: Figure;
  gap_from_MA: Figure;
  drawdown_recent: Figure;
};

/** drawdown_recent and support look at three days. */
export const EXTREME_BARS = 72;

/**
 * The market at a fill, from bars closed at or before it and the price of the fill itself.
 * Fractions (8 % is 0.08), but RSI_14, which is 0..100. RSI and ATR want 250 bars, by when Wilder's smoothing has forgotten
 * its seed; the others want the bars they name.
 * @param k the last closed bar, see lastClosedBar. Where it lies past the series' end, silence has made every figure unknown.
 * @param price of the fill, in the quote asset
 */
export function marketFeatures(series: HourlySeries, k: number, price: number): MarketFeatures {
  const { closes, highs, rsi, atr } = series;
  const read = (bars: number, figure: number) => readable(series, k, bars, figure);
  const bands = bollinger(closes, k);
  const high = highest(highs, k - EXTREME_BARS + 1, k + 1);

  return {
    pct_change_1h_before: changeBefore(series, k, price, 1),
    pct_change_24h_before: changeBefore(series, k, price, 24),
    RSI_14: read(WILDER_WARM_UP_BARS, at(rsi, k)),
    ATR_rel: read(WILDER_WARM_UP_BARS, at(atr, k) / at(closes, k)),
    BB_pos: read(BAND_PERIOD, positionIn(bands, price)),
    gap_from_MA: read(BAND_PERIOD, relative(price, bands?.middle ?? Number.NaN)),
    drawdown_recent: read(EXTREME_BARS, (high - price) / high),
  };
}

/** (price − close[k − hours]) / close[k − hours], as a fraction; see marketFeatures. */
export function changeBefore(series: HourlySeries, k: number, price: number, hours: number): Figure {
  return readable(series, k, hours + 1, relative(price, at(series.closes, k - hours)));
}

/** A figure of the `bars` that end at bar k. */
function readable(series: HourlySeries, k: number, bars: number, figure: number): Figure {
  const reason = unreadable(series, k, bars);
  if (reason !== null) return unknown(reason);
  return Number.isFinite(figure) ? known(figure) : unknown(UNKNOWN.noMovement);
}

function positionIn(bands: Bands | null, price: number): number {
  if (bands === null || bands.flat) return Number.NaN;
  return (price - bands.lower) / (bands.upper - bands.lower);
}

function at(column: Float64Array, bar: number): number {
  return column[bar] ?? Number.NaN;
}

function relative(price: number, base: number): number {
  return (price - base) / base;
}

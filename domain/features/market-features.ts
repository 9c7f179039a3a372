import { BAND_PERIOD } from '../indicators/bollinger.ts';
import { EXTREME_BARS, type HourlySeries } from '../indicators/hourly-series.ts';
import { WILDER_WARM_UP_BARS } from '../indicators/relative-strength.ts';
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

/**
 * The market at a fill, from bars closed at or before it and the fill's own price (definitions: facts/biases.md).
 * Fractions (8 % is 0.08), but RSI_14, which is 0..100. RSI and ATR want 250 bars, by when Wilder's smoothing has forgotten
 * its seed; the others want the bars they name.
 * @param k the last closed bar, see lastClosedBar
 * @param price of the fill, in the quote asset
 */
export function marketFeatures(series: HourlySeries, k: number, price: number): MarketFeatures {
  // Beyond the tail every bar repeats the last close, and the gap limit has refused it.
  const at = Math.min(k, series.closes.length - 1);
  const read = (bars: number, value: () => number | null | undefined): Figure => {
    const reason = unreadable(series, k, bars);
    if (reason !== null) return unknown(reason);
    const figure = value();
    return typeof figure === 'number' && Number.isFinite(figure)
      ? known(figure)
      : unknown(UNKNOWN.noMovement);
  };
  const changeSince = (bar: number): number | null => {
    const close = series.closes[bar];
    return close === undefined ? null : (price - close) / close;
  };
  const bands = series.bands[at];
  const [atr, close, highest] = [series.atr[at], series.closes[at], series.highest[at]];

  return {
    pct_change_1h_before: read(2, () => changeSince(at - 1)),
    pct_change_24h_before: read(25, () => changeSince(at - 24)),
    RSI_14: read(WILDER_WARM_UP_BARS, () => series.rsi[at]),
    ATR_rel: read(WILDER_WARM_UP_BARS, () => (atr != null && close !== undefined ? atr / close : null)),
    BB_pos: read(BAND_PERIOD, () =>
      bands && !bands.flat ? (price - bands.lower) / (bands.upper - bands.lower) : null,
    ),
    gap_from_MA: read(BAND_PERIOD, () => bands && (price - bands.middle) / bands.middle),
    drawdown_recent: read(EXTREME_BARS, () => highest && (highest - price) / highest),
  };
}

export const BAND_PERIOD = 20;
const BAND_DEVIATIONS = 2;
/** Bands closer than this part of the price are the noise of floats around a flat series. */
const ZERO_WIDTH = 1e-12;

export type Bands = {
  lower: number;
  /** The plain SMA 20. */
  middle: number;
  upper: number;
  /** The closes did not move: a position between the bands has no meaning. */
  flat: boolean;
};

/**
 * Bollinger 20, 2 at bar `k`, with the population's standard deviation (TA-Lib), from the 20 closes that end there. In the
 * quote asset; null where there are not as many. It adds in the order of trading-signals' BollingerBands, and gives its bytes.
 */
export function bollinger(closes: Float64Array, k: number): Bands | null {
  const first = k - BAND_PERIOD + 1;
  if (first < 0 || k >= closes.length) return null;
  let sum = 0;
  for (let i = first; i <= k; i += 1) sum += closes[i] ?? Number.NaN;
  const middle = sum / BAND_PERIOD;
  let squares = 0;
  for (let i = first; i <= k; i += 1) squares += ((closes[i] ?? Number.NaN) - middle) ** 2;
  const reach = BAND_DEVIATIONS * Math.sqrt(squares / BAND_PERIOD);
  return { lower: middle - reach, middle, upper: middle + reach, flat: 2 * reach <= ZERO_WIDTH * middle };
}

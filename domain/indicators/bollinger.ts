import { BollingerBands } from 'trading-signals';

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

/** Bollinger 20, 2 with the population's standard deviation (TA-Lib). In the quote asset; null before bar 19. */
export function bollinger(closes: readonly number[]): (Bands | null)[] {
  const indicator = new BollingerBands(BAND_PERIOD, BAND_DEVIATIONS);
  return closes.map((close) => {
    const bands = indicator.update(close, false);
    if (bands === null) return null;
    return { ...bands, flat: bands.upper - bands.lower <= ZERO_WIDTH * bands.middle };
  });
}

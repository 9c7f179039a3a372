import { RSI } from 'trading-signals';

const RSI_PERIOD = 14;
/** After so many bars Wilder's smoothing has forgotten its seed: (13/14)^250 is below 1e-8. */
export const WILDER_WARM_UP_BARS = 250;

/**
 * RSI 14 after Wilder, TA-Lib's seed (mean of the first 14 changes), 0..100, first value at bar 14.
 * null before that, and where nothing moved since the start or within Wilder's memory: libraries say 0, 100 or NaN there.
 */
export function relativeStrength(closes: readonly number[]): (number | null)[] {
  const rsi = new RSI(RSI_PERIOD);
  let previous: number | undefined;
  let lastMove = Number.NEGATIVE_INFINITY;
  return closes.map((close, i) => {
    if (previous !== undefined && close !== previous) lastMove = i;
    previous = close;
    const value = rsi.update(close, false);
    return i - lastMove < WILDER_WARM_UP_BARS ? value : null;
  });
}

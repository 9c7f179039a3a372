import { averageInPlace, WILDER_WARM_UP_BARS } from './wilder-average.ts';

/**
 * RSI 14 after Wilder, TA-Lib's seed (mean of the first 14 changes), 0..100, first value at bar 14.
 * NaN before that, and where nothing moved since the start or within Wilder's memory: libraries say 0, 100 or NaN there.
 */
export function relativeStrength(closes: Float64Array): Float64Array {
  const gains = new Float64Array(closes.length);
  const losses = new Float64Array(closes.length);
  for (let i = 1; i < closes.length; i += 1) {
    const change = (closes[i] ?? Number.NaN) - (closes[i - 1] ?? Number.NaN);
    if (change > 0) gains[i] = change;
    else losses[i] = -change;
  }
  averageInPlace(gains);
  averageInPlace(losses);

  const rsi = new Float64Array(closes.length).fill(Number.NaN);
  let lastMove = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < closes.length; i += 1) {
    if (closes[i] !== closes[i - 1]) lastMove = i;
    if (i - lastMove >= WILDER_WARM_UP_BARS) continue;
    rsi[i] = 100 - 100 / ((gains[i] ?? Number.NaN) / (losses[i] ?? Number.NaN) + 1);
  }
  return rsi;
}

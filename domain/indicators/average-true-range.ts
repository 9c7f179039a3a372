import { averageInPlace } from './wilder-average.ts';

/**
 * ATR 14 after Wilder in TA-Lib's convention: the seed is the mean of TR[1..14], the first value stands at bar 14. In the
 * quote asset; NaN before bar 14. (trading-signals' own ATR counts bar 0, which has no previous close, as a true range.)
 * The columns are of one length.
 */
export function averageTrueRange(bars: {
  highs: Float64Array;
  lows: Float64Array;
  closes: Float64Array;
}): Float64Array {
  const { highs, lows, closes } = bars;
  const ranges = new Float64Array(closes.length);
  for (let i = 1; i < closes.length; i += 1) {
    const before = closes[i - 1] ?? Number.NaN;
    const high = highs[i] ?? Number.NaN;
    const low = lows[i] ?? Number.NaN;
    ranges[i] = Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  }
  averageInPlace(ranges);
  return ranges;
}

import { TR, WSMA } from 'trading-signals';
import type { Candle } from './candle.ts';

const ATR_PERIOD = 14;

/**
 * ATR 14 after Wilder in TA-Lib's convention: the seed is the mean of TR[1..14], the first value stands at bar 14.
 * In the quote asset; null before bar 14. trading-signals' own ATR counts bar 0, which has no previous close, as a true
 * range, so its smoothing is fed here from bar 1 on.
 */
export function averageTrueRange(bars: readonly Pick<Candle, 'high' | 'low' | 'close'>[]): (number | null)[] {
  const trueRange = new TR();
  const smoothed = new WSMA(ATR_PERIOD);
  return bars.map((bar, i) => {
    const range = trueRange.update(bar, false);
    return i === 0 ? null : smoothed.update(range, false);
  });
}

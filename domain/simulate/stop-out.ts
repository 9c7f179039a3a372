import type { Big } from 'big.js';
import { restoreDecimal } from '../ledger/money.ts';
import { comesDownTo, type PriceBar } from './price-bars.ts';

export type StopOut = {
  bar: PriceBar;
  price: Big;
  /** The hour opened below the level, so that its opening was the first price to be had. */
  gap: boolean;
};

/**
 * Where a stop at `level` takes a position out that was opened at `ts`; null where the market never comes down to it. Bars oldest first.
 *
 * What happened within an hour is not known, and the worse is taken: the hour in which the position was opened began before it, and its low counts as
 * if it came after. The opening of that hour was before the position, and is no price to go out at.
 */
export function stopOut(bars: readonly PriceBar[], ts: number, level: Big): StopOut | null {
  const reaches = comesDownTo(level);
  for (const bar of bars) {
    if (bar.ts >= ts && reaches(bar.open)) {
      const price = restoreDecimal(bar.open);
      return { bar, price, gap: price.lt(level) };
    }
    if (reaches(bar.low)) return { bar, price: level, gap: false };
  }
  return null;
}

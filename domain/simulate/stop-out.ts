import type { Big } from 'big.js';
import { approximate, restoreDecimal } from '../ledger/money.ts';
import type { PriceBar } from './price-bars.ts';

export type StopOut = {
  bar: PriceBar;
  price: Big;
  /** The hour opened below the level, so that its opening was the first price to be had. */
  gap: boolean;
};

const NEAR = 1e-9;

/**
 * Where a stop at `level` takes a position out that was opened at `ts`; null where the market never comes down to it. Bars oldest first.
 *
 * What happened within an hour is not known, and the worse is taken: the hour in which the position was opened began before it, and its low counts as
 * if it came after. The opening of that hour was before the position, and is no price to go out at.
 */
export function stopOut(bars: readonly PriceBar[], ts: number, level: Big): StopOut | null {
  // A float is near enough to pass over the many hours that lie above.
  const near = approximate(level) * (1 + NEAR);
  for (const bar of bars) {
    if (Number(bar.low) > near && Number(bar.open) > near) continue;
    const open = restoreDecimal(bar.open);
    if (bar.ts >= ts && open.lt(level)) return { bar, price: open, gap: true };
    if (restoreDecimal(bar.low).lte(level)) return { bar, price: level, gap: false };
  }
  return null;
}

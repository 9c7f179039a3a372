import type { Big } from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';
import { HOUR_MS } from '../indicators/candle.ts';
import { approximate, restoreDecimal } from '../ledger/money.ts';

/** An hour that is over. ts is its opening, milliseconds UTC; prices are in the quote asset. What a simulation pays is money, so that its prices are decimals. */
export type PriceBar = { ts: number; open: Decimal; low: Decimal; close: Decimal };

/** When it closed, milliseconds UTC. */
export function closeOf({ ts }: PriceBar): number {
  return ts + HOUR_MS;
}

/**
 * The bars that a simulation reads: those that closed after `fromMs` and by `untilMs`, oldest first. The first of them opened before the trade, unless
 * that fell on the hour; one that was still open at `untilMs` is left out, since it knows what came later.
 */
export function barsWithin(bars: readonly PriceBar[], fromMs: number, untilMs: number): PriceBar[] {
  return bars.filter((bar) => closeOf(bar) > fromMs && closeOf(bar) <= untilMs).sort((a, b) => a.ts - b.ts);
}

/** Above a float's own error by far. */
const NEAR = 1e-9;

/** Whether a price lies at a level or below it. A float is near enough to pass over the many that lie above. */
export function comesDownTo(level: Big): (price: Decimal) => boolean {
  const near = approximate(level) * (1 + NEAR);
  return (price) => Number(price) <= near && restoreDecimal(price).lte(level);
}

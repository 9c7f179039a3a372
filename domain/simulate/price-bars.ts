import type { Decimal } from '../../contracts/decimal.ts';
import { HOUR_MS } from '../indicators/candle.ts';

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

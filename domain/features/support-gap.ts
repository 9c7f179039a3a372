import { EXTREME_BARS, type HourlySeries } from '../indicators/hourly-series.ts';
import { unreadable } from './readable-bars.ts';
import { type Figure, known, UNKNOWN, unknown } from './unknown-reason.ts';

/** The newest bars do not make support: a fall that is still under way would count as its own floor. */
const BARS_LEFT_OUT = 6;

/**
 * How far a price lies from prior support, as a fraction of it: above zero over support, below zero under it. Support is the
 * lowest low of the 72 bars before the last 6 (facts/biases.md): bars k−77 … k−6.
 */
export function supportGap(series: HourlySeries, k: number, price: number): Figure {
  const reason = unreadable(series, k, EXTREME_BARS + BARS_LEFT_OUT);
  if (reason !== null) return unknown(reason);
  const support = series.lowest[Math.min(k, series.closes.length - 1) - BARS_LEFT_OUT];
  return support == null ? unknown(UNKNOWN.noCandles) : known((price - support) / support);
}

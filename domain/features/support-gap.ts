import { lowest } from '../indicators/extremes.ts';
import type { HourlySeries } from '../indicators/hourly-series.ts';
import { EXTREME_BARS } from './market-features.ts';
import { unreadable } from './readable-bars.ts';
import { type Figure, known, unknown } from './unknown-reason.ts';

/** The newest bars do not make support: a fall that is still under way would count as its own floor. */
const BARS_LEFT_OUT = 6;

/**
 * How far a price lies from prior support, as a fraction of it: above zero over support, below zero under it. Support is the
 * lowest low of the 72 bars before the last 6: bars k−77 … k−6.
 */
export function supportGap(series: HourlySeries, k: number, price: number): Figure {
  const reason = unreadable(series, k, EXTREME_BARS + BARS_LEFT_OUT);
  if (reason !== null) return unknown(reason);
  const end = k + 1 - BARS_LEFT_OUT;
  const support = lowest(series.lows, end - EXTREME_BARS, end);
  return known((price - support) / support);
}

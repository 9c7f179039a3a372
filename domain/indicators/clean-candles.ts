import { type Candle, type CandleRefusal, HOUR_MS, type RefusedCandle } from './candle.ts';

/** Outside of these a time is in seconds, or nonsense; inside, a filled series stays below a million bars. */
const EARLIEST_MS = Date.UTC(2009, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

/**
 * Sorts by time and drops what cannot be a bar. Of two bars of one hour the later in the input counts: a newer snapshot
 * corrects an older one. Volume is read by no indicator and refuses no bar.
 */
export function cleanCandles(candles: readonly Candle[]): { bars: Candle[]; refused: RefusedCandle[] } {
  const refused: RefusedCandle[] = [];
  const byHour = new Map<number, Candle>();
  for (const candle of candles) {
    const reason = refuse(candle);
    if (reason === null) byHour.set(candle.ts, candle);
    else refused.push({ ts: candle.ts, reason });
  }
  return { bars: [...byHour.values()].sort((a, b) => a.ts - b.ts), refused };
}

function refuse({ ts, open, high, low, close }: Candle): CandleRefusal | null {
  // Rounding a shifted bar to its hour could let a fill see a bar that was still open.
  if (!(ts >= EARLIEST_MS && ts < LATEST_MS)) return 'time_out_of_range';
  if (ts % HOUR_MS !== 0) return 'time_off_the_hour';
  if (![open, high, low, close].every((price) => Number.isFinite(price) && price > 0)) {
    return 'price_not_positive';
  }
  return high < low ? 'high_below_low' : null;
}

import type { Candle } from '../indicators/candle.ts';
import type { HourlySeries } from '../indicators/hourly-series.ts';
import type { TradeSpan } from './needed-months.ts';

/** A month of a product's hourly candles, as an immutable snapshot holds it. */
export type CandleMonth = {
  /** YYYY-MM, UTC. */
  month: string;
  /** SHA-256 of the snapshot. */
  hash: string;
  /** Everything that closed before this time is in it, milliseconds UTC. */
  coveredUntil: number;
  candles: readonly Candle[];
};

/** What the engine asks of one product's market. Times are milliseconds UTC, prices are in the quote asset. */
export type ProductMarket = {
  /**
   * The hours that a fill at `ts` may look at, of its month and the one before: always the same span for the same fill, so that its
   * figures do not depend on what else was loaded. Empty where there is no candle.
   */
  seriesAt(ts: number): HourlySeries;
  /** Highest high and lowest low of the bars that opened at or after `fromMs` and closed at or before `untilMs`; null if there is none. */
  extremes(fromMs: number, untilMs: number): { high: number; low: number } | null;
  /** Close of the last bar that had closed at `ts`; null if that is more than a day ago. */
  priceAt(ts: number): number | null;
  /** Whether every hour of the months from `fromMs` to `untilMs` is covered by a snapshot. */
  covers(fromMs: number, untilMs: number): boolean;
  /** Hashes of the snapshots that are read for a fill, oldest first; what is not loaded is left out. */
  hashes(span: TradeSpan): string[];
};

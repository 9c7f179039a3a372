export const HOUR_MS = 3_600_000;

/** An hourly bar. ts is its opening, milliseconds UTC, on the full hour. Prices are in the quote asset. */
export type Candle = { ts: number; open: number; high: number; low: number; close: number; volume: number };

/** Why a bar was left out. Its hour is then filled like any other gap. */
export type CandleRefusal =
  | 'time_off_the_hour'
  | 'time_out_of_range'
  | 'price_not_positive'
  | 'high_below_low';

export type RefusedCandle = { ts: number; reason: CandleRefusal };

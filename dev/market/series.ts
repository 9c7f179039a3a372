import type { Product } from './product.ts';

export const HOUR_SEC = 3_600;

/** One hour's prices, already on the product's price grid. `start` is in UNIX seconds, a multiple of 3,600. */
export interface Bar {
  start: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** Hourly prices as a function of absolute time alone, past and future; hours without a trade are undefined. */
export interface HourlySeries {
  product: Product;
  firstStart: number;
  barAt(startSec: number): Bar | undefined;
}

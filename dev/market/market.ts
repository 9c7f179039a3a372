import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generatedSeries } from './generated.ts';
import { partialBar, priceInside } from './intrahour.ts';
import { decimalText, type Product } from './product.ts';
import { recordedSeries } from './recorded.ts';
import { type Bar, HOUR_SEC, type HourlySeries } from './series.ts';

/** Prices and volume in plain decimal text, `start` in UNIX seconds. */
export interface Candle {
  start: number;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string;
}

export interface Market {
  products(): Product[];
  /** Hourly candles that start within [startSec, endSec], oldest first; the running hour as far as it has come. */
  candles(productId: string, startSec: number, endSec: number): Candle[];
  /** The price at a moment (the present one for moments to come), within the bar of its hour. */
  priceAt(productId: string, tsMs: number): string;
}

export interface MarketOptions {
  seed?: string;
  /** MARKET_DATA_DIR: real prices in place of the generated market. */
  dataDir?: string;
  /** Remembers where real prices were moved to: a restart must not change the past. */
  stateDir?: string;
  now?: () => number;
}

const VOLUME_DECIMALS = 8;
/** How far back to look for the last trade before a gap. */
const LONGEST_GAP_HOURS = 24 * 14;

/** Throws for an unknown product; a product not in `products()` does not exist. */
export function createMarket(options: MarketOptions = {}): Market {
  const now = options.now ?? Date.now;
  const series = new Map(loadSeries(options, now).map((one) => [one.product.id, one]));
  const of = (productId: string): HourlySeries => {
    const found = series.get(productId);
    if (!found) throw new Error(`no such product: ${productId}`);
    return found;
  };

  return {
    products: () => [...series.values()].map((one) => one.product),

    candles(productId, startSec, endSec) {
      const { product, firstStart, barAt } = of(productId);
      const nowSec = now() / 1000;
      const candles: Candle[] = [];
      const from = Math.max(Math.ceil(startSec / HOUR_SEC) * HOUR_SEC, firstStart);
      for (let start = from; start <= endSec && start < nowSec; start += HOUR_SEC) {
        const bar = barAt(start);
        if (bar) candles.push(toCandle(partialBar(bar, nowSec, rounding(product)), product));
      }
      return candles;
    },

    priceAt(productId, tsMs) {
      const { product, firstStart, barAt } = of(productId);
      const tsSec = Math.max(Math.min(tsMs, now()) / 1000, firstStart);
      const hour = Math.floor(tsSec / HOUR_SEC) * HOUR_SEC;
      for (let back = 0; back <= LONGEST_GAP_HOURS; back++) {
        const bar = barAt(hour - back * HOUR_SEC);
        if (bar) return decimalText(priceInside(bar, tsSec), product.priceDecimals);
      }
      throw new Error(`${productId} has no price about ${new Date(tsMs).toISOString()}`);
    },
  };
}

function loadSeries(options: MarketOptions, now: () => number): HourlySeries[] {
  if (options.dataDir === undefined) return generatedSeries(options.seed ?? 'trading-twin');
  const folder = resolve(options.dataDir);
  return recordedSeries(folder, anchorOf(folder, options.stateDir, now) / 1000);
}

function anchorOf(folder: string, stateDir: string | undefined, now: () => number): number {
  if (stateDir === undefined) return now();
  const path = join(stateDir, 'market-anchor.json');
  try {
    const saved: { folder?: unknown; anchorMs?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
    if (saved.folder === folder && typeof saved.anchorMs === 'number') return saved.anchorMs;
  } catch {
    // none yet
  }
  const anchorMs = now();
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(path, JSON.stringify({ folder, anchorMs }));
  return anchorMs;
}

function rounding({ priceDecimals }: Product): (price: number) => number {
  const grid = 10 ** priceDecimals;
  return (price) => Math.round(price * grid) / grid;
}

function toCandle(bar: Bar, { priceDecimals }: Product): Candle {
  const price = (value: number) => decimalText(value, priceDecimals);
  return {
    start: bar.start,
    open: price(bar.open),
    high: price(bar.high),
    low: price(bar.low),
    close: price(bar.close),
    volume: decimalText(bar.volume, VOLUME_DECIMALS),
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { product, splitSymbol } from './product.ts';
import { type Bar, HOUR_SEC, type HourlySeries } from './series.ts';

const FILE_NAME = /^([A-Z0-9]+)_1h.*\.csv$/;
const HEADER = 'ts,open,high,low,close,volume';

/**
 * Real prices, moved by whole hours so that the last bar ends with `anchorSec`'s hour; hours that the file
 * lacks stay empty. After the end the file's price changes come again, from where the price stands then.
 *
 * Throws with file and line when a file is not what its name says.
 */
export function recordedSeries(folder: string, anchorSec: number): HourlySeries[] {
  const bySymbol = new Map<string, Bar[]>();
  for (const name of readdirSync(folder).sort()) {
    const symbol = FILE_NAME.exec(name)?.[1];
    if (!symbol) continue;
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), ...readBars(join(folder, name))]);
  }
  const series = [...bySymbol].map(([symbol, bars]) => shifted(symbol, bars, anchorSec));
  if (series.length === 0) throw new Error(`MARKET_DATA_DIR ${folder} holds no SYMBOL_1h*.csv file`);
  return series;
}

function readBars(path: string): Bar[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  if (header?.replace(/^\uFEFF/, '').trim() !== HEADER)
    throw new Error(`${path}: the header is not ${HEADER}`);
  return lines.map((line, i) => {
    const [ts = '', ...cells] = line.split(',');
    const start = Date.parse(ts) / 1000;
    const [open, high, low, close, volume] = cells.map(Number);
    if (
      start % HOUR_SEC !== 0 ||
      !open ||
      !high ||
      !low ||
      !close ||
      volume === undefined ||
      !(volume >= 0)
    ) {
      throw new Error(`${path}, line ${i + 2}: no hourly bar: ${line}`);
    }
    return { start, open, high, low, close, volume };
  });
}

function shifted(symbol: string, unsorted: Bar[], anchorSec: number): HourlySeries {
  const pair = splitSymbol(symbol);
  if (!pair) throw new Error(`${symbol}: no known quote currency`);
  const bars = new Map(unsorted.sort((a, b) => a.start - b.start).map((bar) => [bar.start, bar]));
  const [first] = bars.values();
  const last = [...bars.values()].at(-1);
  if (!first || !last) throw new Error(`${symbol}: the file is empty`);

  const priceDecimals = Math.max(...unsorted.map((bar) => decimalsOf(bar.close)));
  const grid = 10 ** priceDecimals;
  const span = last.start + HOUR_SEC - first.start;
  const shift = Math.floor(anchorSec / HOUR_SEC) * HOUR_SEC - (last.start + HOUR_SEC);
  const growth = last.close / first.open;
  return {
    product: product(pair.base, pair.quote, priceDecimals),
    firstStart: first.start + shift,
    barAt(startSec) {
      const offset = startSec - shift - first.start;
      if (offset < 0) return undefined;
      const bar = bars.get(first.start + (offset % span));
      const factor = growth ** Math.floor(offset / span);
      const scaled = (price: number) => Math.round(price * factor * grid) / grid;
      return (
        bar && {
          start: startSec,
          open: scaled(bar.open),
          high: scaled(bar.high),
          low: scaled(bar.low),
          close: scaled(bar.close),
          volume: bar.volume,
        }
      );
    },
  };
}

function decimalsOf(price: number): number {
  return String(price).split('.')[1]?.length ?? 0;
}

import type { Market } from './market.ts';
import type { Product } from './product.ts';
import { HOUR_SEC } from './series.ts';

const MEMORY_HOURS = 72;
const RSI_PERIOD = 14;

/** What a trader sees on the hourly chart; index 0 is the first hour of the window. */
export interface HourlyView {
  product: Product;
  hours: number;
  startMs(hour: number): number;
  close(hour: number): number;
  /** Close against the close 24 hours before, 0.08 for +8 %. */
  change24h(hour: number): number;
  /** Relative strength over 14 hours by simple averages, 0 to 100. */
  rsi(hour: number): number;
  /** How far the close is under the highest of the last 36 hours, 0.06 for −6 %. */
  drawdown(hour: number): number;
  /** Whether the close is the lowest of the last 24 hours. */
  isLow(hour: number): boolean;
}

/** Hours without a trade carry the close before them. */
export function hourlyView(market: Market, product: Product, fromMs: number, toMs: number): HourlyView {
  const first = Math.ceil(fromMs / 1000 / HOUR_SEC) * HOUR_SEC;
  const seenFrom = first - MEMORY_HOURS * HOUR_SEC;
  const hours = Math.max(Math.floor((toMs / 1000 - first) / HOUR_SEC), 0);
  const byStart = new Map(
    market
      .candles(product.id, seenFrom, first + (hours - 1) * HOUR_SEC)
      .map((candle) => [candle.start, candle]),
  );
  const [oldest] = byStart.values();
  let last = Number(oldest?.open ?? 0);
  const closes = Array.from({ length: MEMORY_HOURS + hours }, (_, i) => {
    last = Number(byStart.get(seenFrom + i * HOUR_SEC)?.close ?? last);
    return last;
  });

  const close = (hour: number) => closes[hour + MEMORY_HOURS] ?? last;
  const window = (hour: number, length: number) =>
    closes.slice(Math.max(hour + MEMORY_HOURS + 1 - length, 0), hour + MEMORY_HOURS + 1);
  return {
    product,
    hours,
    startMs: (hour) => (first + hour * HOUR_SEC) * 1000,
    close,
    change24h: (hour) => close(hour) / close(hour - 24) - 1,
    rsi(hour) {
      const recent = window(hour, RSI_PERIOD + 1);
      let up = 0;
      let down = 0;
      for (const [i, value] of recent.entries()) {
        const step = i === 0 ? 0 : value - (recent[i - 1] ?? value);
        if (step > 0) up += step;
        else down -= step;
      }
      return up + down === 0 ? 50 : (100 * up) / (up + down);
    },
    drawdown: (hour) => 1 - close(hour) / Math.max(...window(hour, 36)),
    isLow: (hour) => close(hour) <= Math.min(...window(hour, 24)),
  };
}

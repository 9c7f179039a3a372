import { seededRandom } from '../../dev/market/random.ts';
import type { TraderFill } from '../../domain/engine/trader.ts';
import type { CandleMonth } from '../../domain/market/market-types.ts';
import { monthEnd, monthOf } from '../../domain/market/needed-months.ts';

const HOUR_MS = 3_600_000;
const PRODUCTS = 20;
const START_MS = Date.UTC(2025, 0, 1);

export type Trading = { fills: TraderFill[]; months: Map<string, CandleMonth[]> };

/** A trader of twenty products at random, buying and selling by turns, after one month in which only the market moves. */
export function makeTrading(trades: number, months: number): Trading {
  const endMs = Date.UTC(2025, months, 1);
  const firstMs = Date.UTC(2025, 1, 1);
  const hours = (endMs - START_MS) / HOUR_MS;
  const fills: TraderFill[] = [];
  const byProduct = new Map<string, CandleMonth[]>();
  for (let at = 0; at < PRODUCTS; at += 1) {
    const symbol = `ASSET${at}-USD`;
    const random = seededRandom(symbol);
    const closes = new Float64Array(hours);
    let price = 100 * (at + 1);
    for (let hour = 0; hour < hours; hour += 1) {
      price *= Math.exp(0.006 * random.normal());
      closes[hour] = price;
    }
    byProduct.set(symbol, toMonths(closes));
    for (let n = 0; n < trades / PRODUCTS; n += 1) {
      const ts = Math.floor(random.between(firstMs, endMs));
      const close = closes[Math.floor((ts - START_MS) / HOUR_MS) - 1] ?? price;
      const id = `${at}-${n}`.padStart(12, '0');
      fills.push({
        id,
        extId: id,
        broker: 'coinbase',
        symbol,
        side: random.chance(0.5) ? 'BUY' : 'SELL',
        qty: random.between(0.01, 2).toFixed(6),
        price: close.toFixed(2),
        fee: (close * 0.004).toFixed(6),
        feeCurrency: 'USD',
        ts,
        venueSeq: null,
        orderId: null,
        remembered: null,
      });
    }
  }
  return { fills, months: byProduct };
}

function toMonths(closes: Float64Array): CandleMonth[] {
  const candles = Array.from(closes, (close, hour) => {
    const open = closes[hour - 1] ?? close;
    return {
      ts: START_MS + hour * HOUR_MS,
      open,
      high: Math.max(open, close) * 1.002,
      low: Math.min(open, close) * 0.998,
      close,
      volume: 1,
    };
  });
  return [...Map.groupBy(candles, ({ ts }) => monthOf(ts))].map(([month, inside]) => ({
    month,
    hash: month,
    coveredUntil: monthEnd(month),
    candles: inside,
  }));
}

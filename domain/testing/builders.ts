import type { Candle } from '../indicators/candle.ts';
import type { Fill } from '../ledger/fill.ts';

export const HOUR_MS = 3_600_000;
export const START_MS = Date.UTC(2019, 0, 1);

/** A fill of BTC-USD without a fee; every call with the same `n` is the same fill. */
export function fill(n: number, over: Partial<Fill> = {}): Fill {
  return {
    id: `fill-${String(n).padStart(6, '0')}`,
    symbol: 'BTC-USD',
    side: 'BUY',
    qty: '1',
    price: '100',
    fee: null,
    feeCurrency: null,
    ts: START_MS + n * HOUR_MS,
    venueSeq: null,
    extId: String(n),
    orderId: null,
    ...over,
  };
}

export function buy(n: number, qty: string, price: string, over: Partial<Fill> = {}): Fill {
  return fill(n, { side: 'BUY', qty, price, ...over });
}

export function sell(n: number, qty: string, price: string, over: Partial<Fill> = {}): Fill {
  return fill(n, { side: 'SELL', qty, price, ...over });
}

/** Hourly bars with these closes; each opens at the close before it and reaches `reach` (a fraction) past both. */
export function candles(closes: readonly number[], reach = 0.001, startMs = START_MS): Candle[] {
  return closes.map((close, i) => {
    const open = closes[i - 1] ?? close;
    return {
      ts: startMs + i * HOUR_MS,
      open,
      high: Math.max(open, close) * (1 + reach),
      low: Math.min(open, close) * (1 - reach),
      close,
      volume: 1,
    };
  });
}

/** A lively but calm market around 100: no hour moves more than half a percent. */
export function calmCloses(hours: number): number[] {
  return Array.from({ length: hours }, (_, i) => 100 + 0.4 * Math.sin(i * 1.7) + 0.3 * Math.sin(i * 0.31));
}

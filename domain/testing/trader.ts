import type { Markets, Trader, TraderFill } from '../engine/trader.ts';
import { productKey } from '../engine/trader.ts';
import type { Candle } from '../indicators/candle.ts';
import type { Fill } from '../ledger/fill.ts';
import type { CandleMonth } from '../market/market-types.ts';
import { monthEnd, monthOf } from '../market/needed-months.ts';
import { openMarket } from '../market/product-market.ts';

/** A trader of Coinbase in UTC, FIFO, who never voted or started anew. */
export function trader(fills: readonly Fill[], over: Partial<Trader> = {}): Trader {
  return {
    fills: fills.map(atCoinbase),
    movements: [],
    timezone: 'UTC',
    matching: 'fifo',
    enteredCosts: new Map(),
    votes: [],
    rules: [],
    resets: { thresholds: [], feedback: [] },
    ...over,
  };
}

export function atCoinbase(fill: Fill): TraderFill {
  return { ...fill, broker: 'coinbase', remembered: null };
}

/** Markets of Coinbase by symbol, covered to the end of their last bar's month. */
export function markets(candles: Readonly<Record<string, readonly Candle[]>>): Markets {
  const products = new Map(
    Object.entries(candles).map(([symbol, bars]) => [
      productKey('coinbase', symbol),
      openMarket(monthsOf(bars)),
    ]),
  );
  return { products, outages: new Set(), now: Number.MAX_SAFE_INTEGER };
}

/** The snapshots that these bars would lie in; a month is named by what it holds. */
function monthsOf(bars: readonly Candle[]): CandleMonth[] {
  const byMonth = Map.groupBy(bars, ({ ts }) => monthOf(ts));
  return [...byMonth].map(([month, candles]) => ({
    month,
    hash: `${month} ${candles.length}`,
    coveredUntil: monthEnd(month),
    candles,
  }));
}

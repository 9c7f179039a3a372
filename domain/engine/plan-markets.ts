import type { Broker } from '../../contracts/brokers.ts';
import type { Side } from '../../contracts/side.ts';
import { splitSymbol } from '../history/product.ts';
import { orderFills } from '../ledger/order-fills.ts';
import { monthsFor, type TradeSpan } from '../market/needed-months.ts';
import { openBooks } from './books.ts';
import { tradeSpan } from './trade-span.ts';
import { type Movement, productKey, type Trader, type TraderFill } from './trader.ts';

const DAY_MS = 24 * 3_600_000;
/** For so long a product that was sold may be bought again: see peers. */
const REBUY_MS = 30 * DAY_MS;

/** What the scoring will ask of one product's market. */
export type MarketPlan = {
  broker: Broker;
  symbol: string;
  /** YYYY-MM, UTC, sorted. */
  months: string[];
  /** Nothing later is asked for, milliseconds UTC. */
  untilMs: number;
};

/**
 * Which months of which products must be loaded to score the fills that `isWanted` names: each fill's own, those between a sale and the buys
 * behind it, as much time after a sale as it was held, and at each order the prices of what else was held or sold lately. The fills are
 * booked for it once; without the market a third asset's fee has no value yet, which moves no time.
 */
export function planMarkets(trader: Trader, isWanted: (fill: TraderFill) => boolean): MarketPlan[] {
  const plans = new Map<string, { broker: Broker; symbol: string; months: Set<string>; untilMs: number }>();
  const books = openBooks(trader, () => null);
  const lastSales = new Map<string, { broker: Broker; symbol: string; ts: number }>();

  function need(broker: Broker, symbol: string, span: TradeSpan): void {
    const key = productKey(broker, symbol);
    const plan = plans.get(key) ?? { broker, symbol, months: new Set<string>(), untilMs: 0 };
    for (const month of monthsFor(span)) plan.months.add(month);
    plan.untilMs = Math.max(plan.untilMs, span.untilMs);
    plans.set(key, plan);
  }

  for (const fill of orderFills<TraderFill | Movement>([...trader.fills, ...trader.movements])) {
    if ('kind' in fill) {
      books.move(fill);
      continue;
    }
    const booked = books.book(fill);
    if (booked === null || booked.history.outcome.refused !== null) continue;
    const { broker, symbol, side, ts, feeCurrency } = fill;
    const { outcome } = booked.history;
    const moment = { ts, fromMs: ts, untilMs: ts };
    if (isWanted(fill)) {
      need(broker, symbol, tradeSpan(ts, outcome));
      if (outcome.feeLeftOut && feeCurrency)
        need(broker, `${feeCurrency}-${splitSymbol(symbol).quote}`, moment);
      if (booked.isFirstOfOrder) {
        for (const other of peersAt(side, fill)) need(other.broker, other.symbol, moment);
      }
    }
    if (side === 'SELL') lastSales.set(productKey(broker, symbol), { broker, symbol, ts });
  }
  return [...plans.values()].map(({ months, ...plan }) => ({ ...plan, months: [...months].sort() }));

  function peersAt(side: Side, { ts }: TraderFill): { broker: Broker; symbol: string }[] {
    if (side === 'SELL') return books.held();
    return [...lastSales.values()].filter((sale) => ts - sale.ts <= REBUY_MS);
  }
}

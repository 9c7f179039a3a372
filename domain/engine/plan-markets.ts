import type { Broker } from '../../contracts/brokers.ts';
import type { Side } from '../../contracts/side.ts';
import { splitSymbol } from '../history/product.ts';
import { orderFills } from '../ledger/order-fills.ts';
import { openRulesInForce } from '../rules/rule-versions.ts';
import { openBooks } from './books.ts';
import { openDecisions } from './decisions.ts';
import { type MarketPlan, needForRules, openMarketNeeds } from './market-needs.ts';
import { tradeSpan } from './trade-span.ts';
import { type Movement, productKey, type Trader, type TraderFill } from './trader.ts';

export type { MarketPlan };

const DAY_MS = 24 * 3_600_000;
/** For so long a product that was sold may be bought again: see peers. */
const REBUY_MS = 30 * DAY_MS;

/**
 * Which months of which products must be loaded to score the fills that `isWanted` names: each fill's own, those between a sale and the buys
 * behind it, as much time after a sale as it was held, and at each order the prices of what else was held or sold lately, and what the trader's own
 * rules look at. The fills are
 * booked for it once; without the market a third asset's fee has no value yet, which moves no time.
 */
export function planMarkets(trader: Trader, isWanted: (fill: TraderFill) => boolean): MarketPlan[] {
  return planPart(trader, isWanted, Number.POSITIVE_INFINITY).plans;
}

/**
 * The same for the first of these fills, until they need `mostMonths` months of candles, of a product each: one fill at the least, and the last one may go
 * beyond. `leftFrom` is the id of the first fill that was left for another time; null: none was.
 */
export function planPart(
  trader: Trader,
  isWanted: (fill: TraderFill) => boolean,
  mostMonths: number,
): { plans: MarketPlan[]; leftFrom: string | null } {
  const needs = openMarketNeeds();
  const books = openBooks(trader, () => null);
  const decisions = openDecisions(books, openRulesInForce(trader.rules));
  const lastSales = new Map<string, { broker: Broker; symbol: string; ts: number }>();

  for (const fill of orderFills<TraderFill | Movement>([...trader.fills, ...trader.movements])) {
    if ('kind' in fill) {
      books.move(fill);
      continue;
    }
    const booked = books.book(fill);
    if (booked === null || booked.history.outcome.refused !== null) continue;
    const decision = decisions.of(booked);
    const { broker, symbol, side, ts, feeCurrency } = fill;
    const { outcome } = booked.history;
    const moment = { ts, fromMs: ts, untilMs: ts };
    if (isWanted(fill)) {
      if (needs.months() >= mostMonths) return { plans: needs.plans(), leftFrom: fill.id };
      needs.need(broker, symbol, tradeSpan(ts, outcome));
      needForRules(needs, booked, decision);
      if (outcome.feeLeftOut && feeCurrency)
        needs.need(broker, `${feeCurrency}-${splitSymbol(symbol).quote}`, moment);
      if (booked.isFirstOfOrder) {
        for (const other of peersAt(side, fill)) needs.need(other.broker, other.symbol, moment);
      }
    }
    if (side === 'SELL') lastSales.set(productKey(broker, symbol), { broker, symbol, ts });
  }
  return { plans: needs.plans(), leftFrom: null };

  function peersAt(side: Side, { ts }: TraderFill): { broker: Broker; symbol: string }[] {
    if (side === 'SELL') return books.held();
    return [...lastSales.values()].filter((sale) => ts - sale.ts <= REBUY_MS);
  }
}

import type { Broker } from '../../contracts/brokers.ts';
import type { RuleCheck, RuleSpec } from '../../contracts/rules.ts';
import type { Side } from '../../contracts/side.ts';
import { openHistory } from '../history/trader-history.ts';
import { orderFills } from '../ledger/order-fills.ts';
import { checkRules } from '../rules/check-rules.ts';
import { type Booked, openBooks } from './books.ts';
import { openDecisions } from './decisions.ts';
import { type MarketPlan, needForRules, openMarketNeeds } from './market-needs.ts';
import { situationOf } from './situation-of.ts';
import { thirdAssetPrices } from './third-asset-prices.ts';
import type { Markets, Movement, Trader, TraderFill } from './trader.ts';

/** An order as rules would have stood with it. */
export type HeldOrder = {
  /** The id of its first fill. */
  orderId: string;
  fillIds: string[];
  broker: Broker;
  symbol: string;
  side: Side;
  /** Of its first fill, milliseconds UTC. */
  ts: number;
  /** In the order of the rules. */
  checks: RuleCheck[];
};

type Past = Omit<Trader, 'votes' | 'resets' | 'rules'>;
type IsWanted = (fill: TraderFill) => boolean;

const ALL: IsWanted = () => true;

/**
 * Holds rules, in force or only thought of, against a trader's past orders, exactly as scoreTrader would have: by the same situations. Linear, and pure:
 * the same input gives the same bytes, and nothing that came after an order is looked at.
 * @param isWanted of an order's fills; one that it leaves out is booked and not held
 * @returns the wanted orders by their first fill
 */
export function* holdPast(
  trader: Past,
  markets: Markets,
  { rules, isWanted = ALL }: { rules: readonly RuleSpec[]; isWanted?: IsWanted },
): Generator<HeldOrder, void> {
  const books = openBooks(trader, thirdAssetPrices(markets));
  const history = openHistory(trader);
  const decisions = openDecisions(books, () => rules);
  const orders = new Map<string, HeldOrder>();
  for (const booked of bookAll(trader, books)) {
    const { fill, history: past } = booked;
    const decision = decisions.of(booked);
    if (isWanted(fill)) {
      const { orderId } = past;
      const situation = situationOf(booked, { decision, past: history.decisionOf(past), markets });
      const { broker, symbol, side } = fill;
      const order = orders.get(orderId) ?? {
        orderId,
        fillIds: [],
        broker,
        symbol,
        side,
        ts: decision.ts,
        checks: [],
      };
      order.fillIds.push(fill.id);
      // The last slice tells of the whole order: see situationOf.
      order.checks = checkRules(rules, situation);
      orders.set(orderId, order);
    }
    history.remember(past);
  }
  yield* orders.values();
}

/** Which months of which products holdPast reads; most rules read none. */
export function planPast(
  trader: Past,
  { rules, isWanted = ALL }: { rules: readonly RuleSpec[]; isWanted?: IsWanted },
): MarketPlan[] {
  const books = openBooks(trader, () => null);
  const decisions = openDecisions(books, () => rules);
  const needs = openMarketNeeds();
  for (const booked of bookAll(trader, books)) {
    const decision = decisions.of(booked);
    if (isWanted(booked.fill)) needForRules(needs, booked, decision);
  }
  return needs.plans();
}

function* bookAll({ fills, movements }: Past, books: ReturnType<typeof openBooks>): Generator<Booked, void> {
  for (const entry of orderFills<TraderFill | Movement>([...fills, ...movements])) {
    if ('kind' in entry) books.move(entry);
    else {
      const booked = books.book(entry);
      if (booked !== null && booked.history.outcome.refused === null) yield booked;
    }
  }
}

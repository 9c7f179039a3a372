import type { Broker } from '../../contracts/brokers.ts';
import { monthsFor, type TradeSpan } from '../market/needed-months.ts';
import type { Booked } from './books.ts';
import type { Decision } from './decisions.ts';
import { productKey } from './trader.ts';

/** What a pass over fills will ask of one product's market. */
export type MarketPlan = {
  broker: Broker;
  symbol: string;
  /** YYYY-MM, UTC, sorted. */
  months: string[];
  /** Nothing later is asked for, milliseconds UTC. */
  untilMs: number;
};

export type MarketNeeds = {
  need(broker: Broker, symbol: string, span: TradeSpan): void;
  /** How many months of candles that is, of a product each. */
  months(): number;
  plans(): MarketPlan[];
};

/** Collects what is needed of which product. */
export function openMarketNeeds(): MarketNeeds {
  const plans = new Map<string, Omit<MarketPlan, 'months'> & { months: Set<string> }>();
  return {
    need(broker, symbol, span) {
      const key = productKey(broker, symbol);
      const plan = plans.get(key) ?? { broker, symbol, months: new Set<string>(), untilMs: 0 };
      for (const month of monthsFor(span)) plan.months.add(month);
      plan.untilMs = Math.max(plan.untilMs, span.untilMs);
      plans.set(key, plan);
    },
    months: () => [...plans.values()].reduce((sum, { months }) => sum + months.size, 0),
    plans: () => [...plans.values()].map(({ months, ...plan }) => ({ ...plan, months: [...months].sort() })),
  };
}

/** A month and the one before it hold more than the 168 hours that a rule looks back at most. */
export function needForRules(
  needs: MarketNeeds,
  { fill: { broker, symbol }, history: { side } }: Booked,
  { ts, rules, heldBeside }: Decision,
): void {
  const moment = { ts, fromMs: ts, untilMs: ts };
  const looksBack = side === 'BUY' && rules.some(({ kind }) => kind === 'avoidSpikeOverPct');
  if (looksBack) needs.need(broker, symbol, moment);
  for (const held of heldBeside) needs.need(held.broker, held.symbol, moment);
}

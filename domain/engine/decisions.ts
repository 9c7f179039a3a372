import type { RuleSpec } from '../../contracts/rules.ts';
import { ORDERS_KEPT } from '../history/group-orders.ts';
import { splitSymbol } from '../history/product.ts';
import { openRecentMap } from '../history/recent-map.ts';
import type { RulesAt } from '../rules/rule-versions.ts';
import type { Booked, Books, HeldProduct } from './books.ts';
import { productKey } from './trader.ts';

/** What an order found at its first fill: its slices are one decision, and are held against the same. */
export type Decision = {
  /** Of the first fill, milliseconds UTC. */
  ts: number;
  price: number;
  /** In force then. */
  rules: readonly RuleSpec[];
  /** Of a BUY that is held against maxPositionPct: what else was held at its broker against the same quote. */
  heldBeside: readonly HeldProduct[];
};

export type Decisions = {
  /** Asked for each booked fill in the order of the books, before the next is booked. */
  of(booked: Booked): Decision;
  /** Of a fill that is only thought of, and begins an order of its own; nothing of it is remembered. */
  thought(booked: Booked): Decision;
};

/** An order that rests while thousands of others fill counts as a new decision when it fills on, as in group-orders.ts. */
export function openDecisions(books: Pick<Books, 'held'>, rulesAt: RulesAt): Decisions {
  const decisions = openRecentMap<Decision>(ORDERS_KEPT);

  function begin({ fill, history: { ts, price, side } }: Booked): Decision {
    const rules = rulesAt(ts);
    const looksBeside = side === 'BUY' && rules.some(({ kind }) => kind === 'maxPositionPct');
    return { ts, price, rules, heldBeside: looksBeside ? heldBeside(fill) : [] };
  }

  function heldBeside({ broker, symbol }: Booked['fill']): HeldProduct[] {
    const key = productKey(broker, symbol);
    const { quote } = splitSymbol(symbol);
    return books
      .held()
      .filter(
        (held) => held.broker === broker && held.key !== key && splitSymbol(held.symbol).quote === quote,
      );
  }

  return {
    of(booked) {
      const { orderId } = booked.history;
      return decisions.set(orderId, decisions.get(orderId) ?? begin(booked));
    },
    thought: begin,
  };
}

import type { Side } from '../../contracts/side.ts';
import { compareEntries } from '../ledger/order-fills.ts';
import type { JudgedOrder } from '../rules/adherence.ts';
import type { ReportFact } from './report-fact.ts';

/** What of a fill the rules' verdict on its order is read from. */
export type RuledFact = Pick<ReportFact, 'id' | 'orderId' | 'symbol' | 'side' | 'ts' | 'venueSeq' | 'rules'>;

/** An order with how the rules that were in force stood with it. */
export type RuledOrder = JudgedOrder & { orderId: string; symbol: string; side: Side };

/**
 * The orders that any rule was held against, the oldest first. Facts may be of several currencies: no money is read.
 * @param facts of whole orders: one that is cut in two would be judged by its first half
 */
export function readRuledOrders(facts: readonly RuledFact[]): RuledOrder[] {
  // Rules are in force for an order or not: its fills have checks all, or none of them.
  const held = facts.filter(({ rules }) => rules.length > 0);
  const orders = new Map<string, RuledOrder>();
  for (const { orderId, symbol, side, ts, rules } of held.toSorted(compareBooked)) {
    const order = orders.get(orderId);
    // Its last fill tells of the whole order: see engine/situation-of.ts.
    if (order) order.checks = rules;
    else orders.set(orderId, { orderId, symbol, side, ts, checks: rules });
  }
  return [...orders.values()];
}

/** In the order of the books. */
function compareBooked(a: RuledFact, b: RuledFact): number {
  return compareEntries(keyOf(a), keyOf(b));
}

function keyOf({ ts, venueSeq, id }: RuledFact) {
  return { ts, venueSeq, extId: id.slice(id.indexOf(' ') + 1), id };
}

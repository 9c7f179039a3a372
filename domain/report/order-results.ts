import type { Label } from '../../contracts/labels.ts';
import type { Side } from '../../contracts/side.ts';
import { type Result, resultOf } from '../ledger/break-even.ts';
import { labelsOf } from './labels.ts';
import { groupOrders, readFills } from './orders.ts';
import type { ReportFact } from './report-fact.ts';
import { ratioOf, sumOf, toDecimal, toUnits } from './units.ts';

/** What came of an order, in figures that are no money, so that orders in several currencies may stand beside each other. */
export type OrderFigures = {
  orderId: string;
  side: Side;
  /** Of its first fill, milliseconds UTC. */
  ts: number;
  labels: readonly Label[];
  /** Of a SELL, see Order. */
  heldHours: number | null;
  /** Net result over entry value; of a BUY, of what was sold of it so far. null: nothing was, or the cost is not known. */
  result: number | null;
};

/** By the order's id. Facts may be of several currencies. */
export function readOrderResults(facts: readonly ReportFact[]): Map<string, OrderFigures> {
  const byOrder = Map.groupBy(facts, ({ orderId }) => orderId);
  const figures = new Map<string, OrderFigures>();
  for (const [orderId, ofOrder] of byOrder) {
    const [order] = groupOrders(readFills(ofOrder));
    if (!order) continue;
    figures.set(orderId, {
      orderId,
      side: order.side,
      ts: order.firstTs,
      labels: labelsOf(order.labels),
      heldHours: order.heldHours,
      result: outcomeOf(ofOrder)?.result ?? null,
    });
  }
  return figures;
}

/**
 * What the fills of one order realised together: net over the entry value of what was sold, and as what that counts; of a BUY, of what was sold of it so
 * far. null: nothing was, or the cost is not known.
 */
export function outcomeOf(facts: readonly ReportFact[]): { result: number; kind: Result } | null {
  const realised = facts.flatMap(({ side, pnl, entryValue, lotPnl, lotEntryValue }) => {
    const [net, entry] = side === 'SELL' ? [pnl, entryValue] : [lotPnl, lotEntryValue];
    return net === null || entry === null ? [] : [{ net: toUnits(net), entry: toUnits(entry) }];
  });
  const net = sumOf(realised.map((part) => part.net));
  const entry = sumOf(realised.map((part) => part.entry));
  if (entry <= 0n) return null;
  return { result: ratioOf(net, entry), kind: resultOf(toDecimal(net), toDecimal(entry)) };
}

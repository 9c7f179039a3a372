import type { Side } from '../../contracts/side.ts';
import type { Peers } from '../history/peers.ts';
import { type Result, resultOf } from '../ledger/break-even.ts';
import { bitsOf, labelsOfOrder } from './labels.ts';
import type { ReportFact, SoldPart } from './report-fact.ts';
import { sumOf, toDecimal, toUnits, type Units } from './units.ts';

/** A fill with what it realised inside the period; zero where that is nothing or not known. */
export type ReportFill = { fact: ReportFact; net: Units; gross: Units };

export type OrderResult = { kind: Result; net: Units };

/** The fills of one decision that lie inside the period. */
export type Order = {
  /** Of its first fill, see ReportFact. */
  id: string;
  symbol: string;
  side: Side;
  /** Milliseconds, UTC. An order is counted on its last fill. */
  firstTs: number;
  lastTs: number;
  /** Inside the period. */
  fills: number;
  /** Bits, see labels.ts. */
  labels: number;
  peers: Peers | null;
  /** As of its first fill, see ReportFact. */
  meetsFomo: boolean | null;
  /** Of a SELL what it realised, of a BUY what its lots have realised so far; null where nothing was, or the cost is not known. */
  result: OrderResult | null;
  /** Of a BUY: the same by the sales that realised it. */
  soldBy: readonly SoldPart[];
  /** Of a SELL: hours since the buy, weighted by lot, as the rules on exits have it (history/exits.ts). */
  heldHours: number | null;
};

/** An order that realised a result: the unit of wins, losses and break-evens. */
export type Trade = Order & { result: OrderResult };

/** By time, then id: every figure is the same whatever order the facts come in. */
export function readFills(facts: readonly ReportFact[]): ReportFill[] {
  return [...facts].sort(compareFacts).map((fact) => ({
    fact,
    net: toUnits(fact.pnl ?? '0'),
    gross: toUnits(fact.gross ?? '0'),
  }));
}

/** @param fills in order. Orders come by their first fill. */
export function groupOrders(fills: readonly ReportFill[]): Order[] {
  const orders = new Map<string, [ReportFill, ...ReportFill[]]>();
  for (const fill of fills) {
    const order = orders.get(fill.fact.orderId);
    if (order) order.push(fill);
    else orders.set(fill.fact.orderId, [fill]);
  }
  return Array.from(orders.values(), readOrder);
}

export function isTrade(order: Order): order is Trade {
  return order.side === 'SELL' && order.result !== null;
}

function readOrder(fills: readonly [ReportFill, ...ReportFill[]]): Order {
  const { orderId, symbol, side, ts } = fills[0].fact;
  let [lastTs, labels] = [ts, 0];
  let peers: Peers | null = null;
  for (const { fact } of fills) {
    lastTs = fact.ts;
    labels |= bitsOf(fact.labels);
    peers ??= fact.peers;
  }
  return {
    id: orderId,
    symbol,
    side,
    firstTs: ts,
    lastTs,
    fills: fills.length,
    labels: labelsOfOrder(labels),
    peers,
    meetsFomo: fills[0].fact.meetsFomo,
    result: resultOfOrder(fills),
    soldBy: fills.length === 1 ? fills[0].fact.soldBy : fills.flatMap(({ fact }) => fact.soldBy),
    heldHours: fills.length === 1 ? fills[0].fact.heldHours : meanHours(fills),
  };
}

function resultOfOrder(fills: readonly [ReportFill, ...ReportFill[]]): OrderResult | null {
  // Nearly every order is one fill, whose amounts need not be written anew.
  if (fills.length === 1) return resultOfFill(fills[0]);
  const [nets, entryValues]: [Units[], Units[]] = [[], []];
  for (const fill of fills) {
    const { pnl, entryValue } = realised(fill.fact);
    if (pnl === null) continue;
    nets.push(toUnits(pnl));
    entryValues.push(toUnits(entryValue ?? '0'));
  }
  const net = sumOf(nets);
  return nets.length === 0 ? null : { kind: resultOf(toDecimal(net), toDecimal(sumOf(entryValues))), net };
}

function resultOfFill({ fact, net }: ReportFill): OrderResult | null {
  const { pnl, entryValue } = realised(fact);
  if (pnl === null) return null;
  return { kind: resultOf(pnl, entryValue ?? '0'), net: fact.side === 'SELL' ? net : toUnits(pnl) };
}

function realised(fact: ReportFact): Pick<ReportFact, 'pnl' | 'entryValue'> {
  return fact.side === 'SELL' ? fact : { pnl: fact.lotPnl, entryValue: fact.lotEntryValue };
}

function meanHours(fills: readonly ReportFill[]): number | null {
  let [hours, weight] = [0, 0];
  for (const { fact } of fills) {
    if (fact.heldHours === null) continue;
    const qty = Number(fact.matchedQty);
    hours += fact.heldHours * qty;
    weight += qty;
  }
  return weight > 0 ? hours / weight : null;
}

function compareFacts(a: ReportFact, b: ReportFact): number {
  return a.ts - b.ts || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

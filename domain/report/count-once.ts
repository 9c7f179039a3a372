import { resultOf } from '../ledger/break-even.ts';
import type { Order, OrderResult } from './orders.ts';
import { sumOf, toDecimal, toUnits } from './units.ts';

/**
 * The same orders with every amount in one result: where a buy and a sale of its lots are both among them, the sale counts with what it realised, and
 * the buy with what other sales did. A buy of which no other sale took anything has no result of its own.
 */
export function countOnce(orders: readonly Order[]): Order[] {
  const sales = new Set(orders.flatMap(({ id, side }) => (side === 'SELL' ? [id] : [])));
  return sales.size === 0 ? [...orders] : apartFrom(orders, sales);
}

/**
 * Buys with what was realised of them by other sales than these; sales as they are.
 * @param sales ids of orders
 */
export function apartFrom(orders: readonly Order[], sales: ReadonlySet<string>): Order[] {
  return orders.map((order) => (order.side === 'BUY' ? { ...order, result: restOf(order, sales) } : order));
}

function restOf({ soldBy, result }: Order, sales: ReadonlySet<string>): OrderResult | null {
  const rest = soldBy.filter(({ saleId }) => !sales.has(saleId));
  if (rest.length === soldBy.length) return result;
  if (rest.length === 0) return null;
  const net = sumOf(rest.map(({ pnl }) => toUnits(pnl)));
  const entryValue = sumOf(rest.map((part) => toUnits(part.entryValue)));
  return { kind: resultOf(toDecimal(net), toDecimal(entryValue)), net };
}

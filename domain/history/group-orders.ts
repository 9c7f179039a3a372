import type { Broker } from '../../contracts/brokers.ts';
import type { Fill } from '../ledger/fill.ts';
import { openRecentMap } from './recent-map.ts';

/** Without the venue's word, what fills within a minute on one side of one product counts as one order. */
const ORDER_MS = 60_000;
/** An order that rested while twice as many others filled counts as a new one when it fills on. */
export const ORDERS_KEPT = 2000;

export type OrderPart = Pick<Fill, 'id' | 'symbol' | 'side' | 'ts' | 'orderId'> & { broker: Broker };

export type Orders = {
  /** The id of the first fill of the fill's order, for fills in the order of the books. */
  orderOf(fill: OrderPart): string;
};

/**
 * Puts the slices of an order together: they are one decision. The venue's order id decides; where it tells none, fills of the
 * same broker, product and side do within 60 s (included) of the order's first.
 */
export function openOrders(): Orders {
  const told = openRecentMap<string>(ORDERS_KEPT);
  const guessed = openRecentMap<{ id: string; ts: number }>(ORDERS_KEPT);
  return {
    orderOf({ id, symbol, broker, side, ts, orderId }) {
      const key = `${broker} ${symbol} ${side}`;
      if (orderId !== null) {
        // Binance counts orders by product, so that two may have the same number.
        const name = `${key} ${orderId}`;
        return told.set(name, told.get(name) ?? id);
      }
      const order = guessed.get(key);
      if (order !== undefined && ts - order.ts <= ORDER_MS) return order.id;
      return guessed.set(key, { id, ts }).id;
    },
  };
}

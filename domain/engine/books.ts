import type { Broker } from '../../contracts/brokers.ts';
import type { Decimal } from '../../contracts/decimal.ts';
import { openOrders } from '../history/group-orders.ts';
import type { HistoryFill } from '../history/history-fill.ts';
import type { RoundTrip } from '../ledger/fill.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { productKey, type Trader, type TraderFill } from './trader.ts';

export type Booked = {
  fill: TraderFill;
  history: HistoryFill;
  /** Of the third asset that the fee was paid in; null: it was not, or has no known price. */
  feePrice: Decimal | null;
  isFirstOfOrder: boolean;
};

export type HeldProduct = { broker: Broker; symbol: string; averagePrice: number | null };

export type Books = {
  /** Books the next fill, in the order of orderFills; null for one that was booked before. */
  book(fill: TraderFill): Booked | null;
  /** What is held after the fills so far. */
  held(): HeldProduct[];
  openTrips(): { broker: Broker; symbol: string; trip: RoundTrip }[];
};

/** The price of `asset` in `quote` at a time; null: not known. */
type PriceAt = (broker: Broker, asset: string, quote: string, ts: number) => Decimal | null;

type Product = { broker: Broker; symbol: string; ledger: Ledger };

/** The ledgers of all of a trader's products, and which fills are one order. */
export function openBooks(trader: Pick<Trader, 'matching' | 'enteredCosts'>, priceAt: PriceAt): Books {
  const { matching, enteredCosts } = trader;
  const products = new Map<string, Product>();
  const orders = openOrders();
  /** By order: the position that it found. */
  const found = new Map<string, HistoryFill['heldBefore']>();
  /** A fee that was valued when its fill was scored keeps its value. */
  let feePrice: Decimal | null = null;

  function productOf({ broker, symbol }: TraderFill): Product {
    const key = productKey(broker, symbol);
    const known = products.get(key);
    if (known) return known;
    const quote = symbol.split('-')[1] ?? '';
    const ledger = openLedger(symbol, {
      matching,
      enteredCosts,
      priceOf: (asset, ts) => {
        feePrice ??= priceAt(broker, asset, quote, ts);
        return feePrice;
      },
    });
    const product = { broker, symbol, ledger };
    products.set(key, product);
    return product;
  }

  return {
    book(fill) {
      const { ledger } = productOf(fill);
      const { qty, averagePrice } = ledger.held();
      feePrice = fill.remembered?.fee_price ?? null;
      const outcome = ledger.book(fill);
      if (outcome.refused === 'seen_before') return null;
      const orderId = orders.orderOf(fill);
      const heldBefore = found.get(orderId) ?? { qty: Number(qty), averagePrice };
      const isFirstOfOrder = orderId === fill.id;
      if (isFirstOfOrder) found.set(orderId, heldBefore);
      const price = Number(fill.price);
      const { id, symbol, side, ts } = fill;
      const value = price * Number(fill.qty);
      return {
        fill,
        isFirstOfOrder,
        feePrice,
        history: { id, orderId, symbol, side, ts, value, price, outcome, heldBefore },
      };
    },
    held: () =>
      [...products.values()].flatMap(({ broker, symbol, ledger }) => {
        const { qty, averagePrice } = ledger.held();
        return Number(qty) > 0 ? [{ broker, symbol, averagePrice }] : [];
      }),
    openTrips: () =>
      [...products.values()].flatMap(({ broker, symbol, ledger }) => {
        const trip = ledger.openTrip();
        return trip ? [{ broker, symbol, trip }] : [];
      }),
  };
}

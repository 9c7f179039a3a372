import type { Broker } from '../../contracts/brokers.ts';
import type { Decimal } from '../../contracts/decimal.ts';
import { ORDERS_KEPT, openOrders } from '../history/group-orders.ts';
import type { HistoryFill } from '../history/history-fill.ts';
import { splitSymbol } from '../history/product.ts';
import { openRecentMap } from '../history/recent-map.ts';
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

/** averagePrice without fees; null: not all of it has a known cost. */
type HeldProduct = { broker: Broker; symbol: string; key: string; averagePrice: number | null };

export type Books = {
  /** Books the next fill, in the order of orderFills; null for one that was booked before. */
  book(fill: TraderFill): Booked | null;
  /** What is held after the fills so far. */
  held(): HeldProduct[];
  openTrips(): { broker: Broker; symbol: string; trip: RoundTrip }[];
};

/** The price of `asset` in `quote` at a time; null: not known. */
type PriceAt = (broker: Broker, asset: string, quote: string, ts: number) => Decimal | null;

type Product = Omit<HeldProduct, 'averagePrice'> & { ledger: Ledger; position: HistoryFill['heldBefore'] };

const FLAT = { qty: 0, averagePrice: null };

/** The ledgers of all of a trader's products, and which fills are one order. */
export function openBooks(trader: Pick<Trader, 'matching' | 'enteredCosts'>, priceAt: PriceAt): Books {
  const { matching, enteredCosts } = trader;
  const products = new Map<string, Product>();
  const orders = openOrders();
  /** By order: the position that it found. */
  const found = openRecentMap<HistoryFill['heldBefore']>(ORDERS_KEPT);
  /** A fee that was valued when its fill was scored keeps its value. */
  let feePrice: Decimal | null = null;

  function productOf({ broker, symbol }: TraderFill): Product {
    const key = productKey(broker, symbol);
    const known = products.get(key);
    if (known) return known;
    const { quote } = splitSymbol(symbol);
    const ledger = openLedger(symbol, {
      matching,
      enteredCosts,
      priceOf: (asset, ts) => {
        feePrice ??= priceAt(broker, asset, quote, ts);
        return feePrice;
      },
    });
    const product = { broker, symbol, key, ledger, position: FLAT };
    products.set(key, product);
    return product;
  }

  return {
    book(fill) {
      const product = productOf(fill);
      feePrice = fill.remembered?.fee_price ?? null;
      const outcome = product.ledger.book(fill);
      if (outcome.refused === 'seen_before') return null;
      const orderId = orders.orderOf(fill);
      const heldBefore = found.set(orderId, found.get(orderId) ?? product.position);
      product.position = positionOf(product.ledger);
      const price = Number(fill.price);
      const { id, symbol, side, ts } = fill;
      const value = price * Number(fill.qty);
      return {
        fill,
        isFirstOfOrder: orderId === fill.id,
        feePrice,
        history: { id, orderId, symbol, side, ts, value, price, outcome, heldBefore },
      };
    },
    held: () =>
      [...products.values()].flatMap(({ broker, symbol, key, position: { qty, averagePrice } }) =>
        qty > 0 ? [{ broker, symbol, key, averagePrice }] : [],
      ),
    openTrips: () =>
      [...products.values()].flatMap(({ broker, symbol, ledger }) => {
        const trip = ledger.openTrip();
        return trip ? [{ broker, symbol, trip }] : [];
      }),
  };
}

/** A dust remainder is no position: a round trip ends with it. */
function positionOf(ledger: Ledger): HistoryFill['heldBefore'] {
  const { qty, averagePrice, openedAt } = ledger.heldAbout();
  return openedAt === null ? FLAT : { qty, averagePrice };
}

import type { Broker } from '../../contracts/brokers.ts';
import type { Decimal } from '../../contracts/decimal.ts';
import { ORDERS_KEPT, openOrders } from '../history/group-orders.ts';
import type { HistoryFill } from '../history/history-fill.ts';
import { splitSymbol } from '../history/product.ts';
import { openRecentMap } from '../history/recent-map.ts';
import { feeEvents } from '../ledger/fee-events.ts';
import type { FillRefusal, InventoryEvent, RoundTrip } from '../ledger/fill.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { orderFills } from '../ledger/order-fills.ts';
import { feeAssetOf } from '../ledger/split-fee.ts';
import { type Movement, productKey, type Trader, type TraderFill } from './trader.ts';

export type Booked = {
  fill: TraderFill;
  history: HistoryFill;
  /** Of the third asset that the fee was paid in; null: it was not, or has no known price. */
  feePrice: Decimal | null;
  isFirstOfOrder: boolean;
  /** What is held of the product after it, in the base asset. */
  heldQty: number;
};

/** qty in the base asset; averagePrice without fees, null: not all of it has a known cost. */
export type HeldProduct = {
  broker: Broker;
  symbol: string;
  key: string;
  qty: number;
  averagePrice: number | null;
};

export type Books = {
  /** Books the next fill, in the order of orderFills; null for one that was booked before. */
  book(fill: TraderFill): Booked | null;
  /** What booking it as the next would tell, of an order of its own; nothing is booked. */
  preview(fill: TraderFill): Booked;
  /** Books what moved without being a trade, in the same order. */
  move(movement: Movement): void;
  /** What is held after the fills so far. */
  held(): HeldProduct[];
  /** All that was ever traded, the one that was traded last first. */
  products(): TradedProduct[];
  /** Ends the books: the trips that are open, and those that a fee or a movement brought to an end; the others are told with the fill that did. */
  end(): TraderTrip[];
};

export type TradedProduct = {
  broker: Broker;
  symbol: string;
  /** In the base asset; '0' where no round trip is open. */
  held: Decimal;
  /** Of the last fill, and when that was, milliseconds UTC. */
  lastPrice: Decimal;
  lastTs: number;
};

export type TraderTrip = { broker: Broker; symbol: string; trip: RoundTrip };

/** The price of `asset` in `quote` at a time; null: not known. */
export type PriceAt = (broker: Broker, asset: string, quote: string, ts: number) => Decimal | null;

type Product = Omit<HeldProduct, 'qty' | 'averagePrice'> & {
  ledger: Ledger;
  position: HistoryFill['heldBefore'];
  /** null: no fill of it could be booked. */
  last: { price: Decimal; ts: number } | null;
};

const FLAT = { qty: 0, averagePrice: null };

/** The ledgers of all of a trader's products, and which fills are one order. */
export function openBooks(trader: Pick<Trader, 'matching' | 'enteredCosts'>, priceAt: PriceAt): Books {
  const { matching, enteredCosts } = trader;
  const products = new Map<string, Product>();
  /** What came in of an asset that has no product yet: it is of the first that is traded. */
  const homeless = new Map<string, Movement[]>();
  const orders = openOrders();
  const closedAside: TraderTrip[] = [];
  /** Fills whose fee is yet to be taken out of a third asset: after all fills of its moment, as the order of the books has it. */
  let owing: TraderFill[] = [];
  /** By order: the position that it found. */
  const found = openRecentMap<HistoryFill['heldBefore']>(ORDERS_KEPT);
  /** A fee that was valued when its fill was scored keeps its value. */
  let feePrice: Decimal | null = null;

  function productOf({ broker, symbol }: { broker: Broker; symbol: string }): Product {
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
    const product: Product = { broker, symbol, key, ledger, position: FLAT, last: null };
    products.set(key, product);
    const { base } = splitSymbol(symbol);
    for (const movement of homeless.get(productKey(broker, base)) ?? []) enter(product, movement);
    homeless.delete(productKey(broker, base));
    return product;
  }

  /** The product of an asset of which most is held; of those of which nothing is, the one that was traded first. */
  function homeOf(broker: Broker, asset: string): Product | undefined {
    return [...products.values()]
      .filter((product) => product.broker === broker && splitSymbol(product.symbol).base === asset)
      .sort((a, b) => b.position.qty - a.position.qty)[0];
  }

  function enter(home: Product, movement: Movement): void {
    moveIn(home, eventIn(home.symbol, movement));
  }

  function moveIn(home: Product, event: InventoryEvent): FillRefusal | null {
    const { closedTrip: trip, refused } = home.ledger.move(event);
    home.position = positionOf(home.ledger);
    if (trip) closedAside.push({ broker: home.broker, symbol: home.symbol, trip });
    return refused;
  }

  /**
   * Takes fees in third assets out of the product of that asset of which most is held, in the order of the events, which need not be that of
   * the fills. Each is of a fill that was booked, so that no ledger has a reason to refuse it: one that did would hold more than there is.
   */
  function settleFees(before: number): void {
    if ((owing[0]?.ts ?? before) >= before) return;
    const events = owing.flatMap(({ broker, ...fill }) =>
      feeEvents([fill], (asset) => homeOf(broker, asset)?.symbol ?? null).map((event) => ({
        ...event,
        broker,
      })),
    );
    owing = [];
    for (const { broker, ...event } of orderFills(events)) {
      const refused = moveIn(productOf({ broker, symbol: event.symbol }), event);
      if (refused !== null) throw new Error(`The fee of a booked fill was refused: ${refused} (${event.id})`);
    }
  }

  /** The ledger as it stands, with what it would take in if this were the first trade of its product. */
  function copyOf({ broker, symbol }: TraderFill): Ledger {
    const known = products.get(productKey(broker, symbol));
    const copy = openLedger(symbol, { matching, enteredCosts }, known?.ledger.state());
    const waiting = known ? undefined : homeless.get(productKey(broker, splitSymbol(symbol).base));
    for (const movement of waiting ?? []) copy.move(eventIn(symbol, movement));
    return copy;
  }

  return {
    book(fill) {
      settleFees(fill.ts);
      const product = productOf(fill);
      feePrice = fill.remembered?.fee_price ?? null;
      const outcome = product.ledger.book(fill);
      if (outcome.refused === 'seen_before') return null;
      if (isFeeInThirdAsset(fill)) owing.push(fill);
      if (outcome.refused === null) product.last = { price: fill.price, ts: fill.ts };
      const orderId = orders.orderOf(fill);
      const heldBefore = found.set(orderId, found.get(orderId) ?? product.position);
      product.position = positionOf(product.ledger);
      return toBooked(fill, { orderId, outcome, heldBefore, feePrice, heldQty: product.position.qty });
    },
    preview(fill) {
      settleFees(fill.ts);
      const ledger = copyOf(fill);
      const heldBefore = positionOf(ledger);
      const outcome = ledger.book(fill);
      const heldQty = positionOf(ledger).qty;
      return toBooked(fill, { orderId: fill.id, outcome, heldBefore, feePrice: null, heldQty });
    },
    move(movement) {
      settleFees(movement.ts);
      const home = homeOf(movement.broker, movement.asset);
      if (home) enter(home, movement);
      else {
        const key = productKey(movement.broker, movement.asset);
        homeless.set(key, [...(homeless.get(key) ?? []), movement]);
      }
    },
    held: () =>
      [...products.values()].flatMap(({ broker, symbol, key, position: { qty, averagePrice } }) =>
        qty > 0 ? [{ broker, symbol, key, qty, averagePrice }] : [],
      ),
    products: () =>
      [...products.values()]
        .flatMap(({ broker, symbol, ledger, last }) =>
          last ? [{ broker, symbol, held: heldIn(ledger), lastPrice: last.price, lastTs: last.ts }] : [],
        )
        .sort((a, b) => b.lastTs - a.lastTs),
    end() {
      settleFees(Number.POSITIVE_INFINITY);
      const open = [...products.values()].flatMap(({ broker, symbol, ledger }) => {
        const trip = ledger.openTrip();
        return trip ? [{ broker, symbol, trip }] : [];
      });
      return [...closedAside, ...open];
    },
  };
}

type Booking = Pick<HistoryFill, 'orderId' | 'outcome' | 'heldBefore'> & Pick<Booked, 'feePrice' | 'heldQty'>;

function toBooked(fill: TraderFill, { orderId, outcome, heldBefore, feePrice, heldQty }: Booking): Booked {
  const { id, symbol, side, ts } = fill;
  const price = Number(fill.price);
  const value = price * Number(fill.qty);
  return {
    fill,
    isFirstOfOrder: orderId === fill.id,
    feePrice,
    heldQty,
    history: { id, orderId, symbol, side, ts, value, price, outcome, heldBefore },
  };
}

/** A value in another currency than the product's says nothing about a cost in its own. */
function eventIn(symbol: string, { id, kind, qty, ts, value, valueCurrency }: Movement): InventoryEvent {
  return { id, symbol, kind, qty, value: valueCurrency === splitSymbol(symbol).quote ? value : null, ts };
}

function isFeeInThirdAsset(fill: TraderFill): boolean {
  return fill.fee !== null && feeAssetOf(fill).role === 'third';
}

/** A dust remainder is no position: a round trip ends with it. */
function positionOf(ledger: Ledger): HistoryFill['heldBefore'] {
  const { qty, averagePrice, openedAt } = ledger.heldAbout();
  return openedAt === null ? FLAT : { qty, averagePrice };
}

function heldIn(ledger: Ledger): Decimal {
  const { qty, openedAt } = ledger.held();
  return openedAt === null ? '0' : qty;
}

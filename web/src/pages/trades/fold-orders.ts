import type { Trade } from '../../../../contracts/trades.ts';
import { isBehaviour } from '../../format/labels.ts';
import { averagePrice, sumDecimals } from '../../format/sum-decimals.ts';

/** What a row shows of a fill, or of the fills of one order taken together. */
export type Figures = Omit<Trade, 'broker' | 'extId' | 'orderId'>;

export interface Order {
  /** Of the order's first fill: its page is the order's. */
  id: string;
  /** In the order of the list: newest first. */
  fills: readonly Trade[];
  figures: Figures;
}

export type OrderRow =
  | { kind: 'order'; key: string; order: Order; open: boolean }
  /** place: the how manieth of the order's fills, oldest first. */
  | { kind: 'fill'; key: string; fill: Trade; place: number; of: number };

/**
 * A venue fills one order in slices: they are one decision, and one row, which stands where the newest of them stood. Of an order
 * that reaches over the end of what is loaded, the rest joins when it comes.
 */
export function foldOrders(trades: readonly Trade[]): Order[] {
  const orders = Map.groupBy(trades, (trade) => trade.orderId ?? trade.id);
  return [...orders].map(([id, fills]) => ({ id, fills, figures: together(id, fills) }));
}

/** The orders as rows, those that are open with their fills below. */
export function toOrderRows(orders: readonly Order[], open: ReadonlySet<string>): OrderRow[] {
  return orders.flatMap((order): OrderRow[] => {
    const isOpen = order.fills.length > 1 && open.has(order.id);
    const head: OrderRow = { kind: 'order', key: order.id, order, open: isOpen };
    if (!isOpen) return [head];
    const of = order.fills.length;
    const fills = order.fills.map(
      (fill, i): OrderRow => ({ kind: 'fill', key: `fill ${fill.id}`, fill, place: of - i, of }),
    );
    return [head, ...fills];
  });
}

function together(id: string, fills: readonly Trade[]): Figures {
  const [newest, ...others] = fills;
  if (newest === undefined) throw new Error('An order has at least one fill.');
  if (others.length === 0) return newest;
  return {
    id,
    symbol: newest.symbol,
    side: newest.side,
    ts: newest.ts,
    qty: sumDecimals(fills.map((fill) => fill.qty)),
    price: averagePrice(fills),
    ...feeOf(fills),
    basis: basisOf(fills),
    pnl: sumKnown(fills.map((fill) => fill.pnl)),
    heldHours: heldOf(fills),
    labels: labelsOf(fills),
  };
}

/** Fees in several currencies add up to nothing: each fill shows its own. */
function feeOf(fills: readonly Trade[]): Pick<Trade, 'fee' | 'feeCurrency'> {
  const charged = fills.filter((fill) => fill.fee !== null);
  const currencies = new Set(charged.map((fill) => fill.feeCurrency));
  if (currencies.size !== 1) return { fee: null, feeCurrency: null };
  return { fee: sumKnown(charged.map((fill) => fill.fee)), feeCurrency: charged[0]?.feeCurrency ?? null };
}

function basisOf(fills: readonly Trade[]): Trade['basis'] {
  const bases = new Set(fills.map((fill) => fill.basis));
  return bases.size === 1 ? (fills[0]?.basis ?? null) : 'partial';
}

function sumKnown(values: readonly (string | null)[]): string | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sumDecimals(known);
}

/** Weighted by quantity. */
function heldOf(fills: readonly Trade[]): number | null {
  let [hours, qty] = [0, 0];
  for (const fill of fills) {
    if (fill.heldHours === null) continue;
    hours += fill.heldHours * Number(fill.qty);
    qty += Number(fill.qty);
  }
  return qty === 0 ? null : hours / qty;
}

/** Each label once, as sure as its surest fill. That nothing was found in one fill says nothing where something was in another. */
function labelsOf(fills: readonly Trade[]): Trade['labels'] {
  const surest = new Map<string, Trade['labels'][number]>();
  for (const tag of fills.flatMap((fill) => fill.labels)) {
    const held = surest.get(tag.label);
    if (held === undefined || tag.confidence > held.confidence) surest.set(tag.label, tag);
  }
  const all = [...surest.values()].sort((a, b) => b.confidence - a.confidence);
  const found = all.filter((tag) => isBehaviour(tag.label));
  return found.length > 0 ? found : all;
}

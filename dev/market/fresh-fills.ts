import { Big } from 'big.js';
import type { TraderFill } from './fill.ts';
import type { Market } from './market.ts';
import { fillOf, type Order, onGrid } from './orders.ts';
import { seededRandom } from './random.ts';

export interface FreshOptions {
  market: Market;
  /** All fills so far: no sale exceeds what they leave. */
  history: TraderFill[];
  /** Another seed, another choice. */
  seed: string;
  count: number;
  productId?: string;
  nowMs: number;
}

/** New single-fill orders, the last of them at `nowMs`, each later than every fill before it. */
export function freshFills({ market, history, seed, count, productId, nowMs }: FreshOptions): TraderFill[] {
  const random = seededRandom(`fresh/${seed}`);
  const products = market.products().filter(({ id }) => productId === undefined || id === productId);
  const [first, ...others] = products;
  if (!first) throw new Error(`no such product: ${productId}`);
  const held = holdings(history);
  let tsMs = Math.max((history.at(-1)?.tsMs ?? 0) + 1, nowMs - count + 1);
  return Array.from({ length: count }, (_, i) => {
    const product = random.pick([first, ...others]);
    const has = held.get(product.id) ?? new Big(0);
    const sells = has.gt(0) && random.chance(0.5);
    const wanted = onGrid(new Big(random.between(100, 2_500)).div(market.priceAt(product.id, tsMs)), product);
    const size = sells && wanted.gt(has) ? has : wanted;
    held.set(product.id, sells ? has.minus(size) : has.plus(size));
    const side = sells ? 'SELL' : 'BUY';
    const order: Order = { key: `fresh/${seed}/${i}`, tsMs, product, side, size, liquidity: 'TAKER' };
    return fillOf(order, size, tsMs++, market);
  });
}

/** Base units per spot product; a sale of what was never bought leaves nothing, not less than nothing. */
export function holdings(fills: TraderFill[]): Map<string, Big> {
  const held = new Map<string, Big>();
  for (const fill of fills) {
    const size = fill.sizeInQuote ? new Big(fill.size).div(fill.price) : new Big(fill.size);
    const before = held.get(fill.productId) ?? new Big(0);
    const after = fill.side === 'BUY' ? before.plus(size) : before.minus(size);
    held.set(fill.productId, after.lt(0) ? new Big(0) : after);
  }
  return held;
}

import { Big } from 'big.js';
import type { Episode } from './episodes.ts';
import type { TraderFill } from './fill.ts';
import type { Market } from './market.ts';
import type { Product } from './product.ts';
import type { Random } from './random.ts';

export interface Order {
  key: string;
  tsMs: number;
  product: Product;
  side: 'BUY' | 'SELL';
  /** In base units, on the product's size grid. */
  size: Big;
  liquidity: 'MAKER' | 'TAKER';
}

const MAKER_FEE = '0.006';
const TAKER_FEE = '0.012';
const LONGEST_PART_MS = 25_000;

/** An episode's purchase and, unless it stays open, its sale of no more than was bought. */
export function ordersOf(episode: Episode, key: string, market: Market, product: Product): Order[] {
  const price = market.priceAt(product.id, episode.entryMs);
  const bought = onGrid(new Big(episode.notionalUsd).div(price), product);
  const liquidity = episode.style === 'disciplined' ? 'MAKER' : 'TAKER';
  const entry: Order = {
    key: `${key}/in`,
    tsMs: episode.entryMs,
    product,
    side: 'BUY',
    size: bought,
    liquidity,
  };
  if (episode.exitMs === undefined) return [entry];
  const size = onGrid(bought.times(episode.soldShare), product);
  return [entry, { ...entry, key: `${key}/out`, tsMs: episode.exitMs, side: 'SELL', size }];
}

/** Cuts an order into `parts` fills whose sizes add up to it exactly, at the prices of their moments. */
export function fillsOf(order: Order, parts: number, market: Market, random: Random): TraderFill[] {
  const unit = new Big(10).pow(-order.product.sizeDecimals);
  let left = order.size;
  let tsMs = order.tsMs;
  const fills: TraderFill[] = [];
  for (let part = parts; part > 0; part--) {
    const fair = left.div(part).times(random.between(0.5, 1.4));
    const most = left.minus(unit.times(part - 1));
    const wanted = onGrid(fair, order.product);
    const size = part === 1 ? left : wanted.lt(unit) ? unit : wanted.gt(most) ? most : wanted;
    left = left.minus(size);
    fills.push(fillOf(order, size, tsMs, market));
    tsMs += random.integer(40, LONGEST_PART_MS / parts + 40);
  }
  return fills;
}

export function fillOf(order: Order, size: Big, tsMs: number, market: Market): TraderFill {
  const price = market.priceAt(order.product.id, tsMs);
  const fee = order.liquidity === 'MAKER' ? MAKER_FEE : TAKER_FEE;
  return {
    tsMs,
    productId: order.product.id,
    side: order.side,
    price,
    size: size.toFixed(),
    sizeInQuote: false,
    commission: size.times(price).times(fee).toFixed(),
    liquidity: order.liquidity,
    orderKey: order.key,
  };
}

/** The same fill, its size told in quote units: exact, since base = size / price has no remainder. */
export function inQuote(fill: TraderFill): TraderFill {
  return { ...fill, size: new Big(fill.size).times(fill.price).toFixed(), sizeInQuote: true };
}

export function onGrid(size: Big, product: Product): Big {
  const least = new Big(10).pow(-product.sizeDecimals);
  const rounded = size.round(product.sizeDecimals, 0);
  return rounded.lt(least) ? least : rounded;
}

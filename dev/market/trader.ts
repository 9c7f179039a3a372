import { Big } from 'big.js';
import { type Episode, FIRST_ENTRY_HOUR, planEpisodes } from './episodes.ts';
import type { TraderFill } from './fill.ts';
import { hourlyView } from './hourly-view.ts';
import type { Market } from './market.ts';
import { fillOf, fillsOf, inQuote, type Order, onGrid, ordersOf } from './orders.ts';
import type { Product } from './product.ts';
import { type Random, seededRandom } from './random.ts';

export interface TraderOptions {
  market: Market;
  /** The trader's character: another name is another history. */
  account: string;
  /** The history ends here. */
  anchorMs: number;
  count: number;
}

const WINDOW_MS = 30 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Orders are filled in about one to two parts, as long as the chart offers enough of them. */
const FILLS_PER_ORDER = 1.6;
/** Below this a history is too short to hold the rare cases. */
const SMALLEST_WITH_RARITIES = 20;
const NON_SPOT_SHARE = 0.005;
const IN_QUOTE_SHARE = 0.015;

/**
 * Exactly `count` fills over the 30 days before the anchor, oldest first. Purchases into spikes, sales at a
 * loss after crashes, revenge, patience and indifference; about 0.5 % derivatives; one sale of coins that
 * were never bought here. Apart from that one, no sale exceeds what is held.
 */
export function tradingHistory({ market, account, anchorMs, count }: TraderOptions): TraderFill[] {
  const random = seededRandom(`trader/${account}/${anchorMs}`);
  const rare = count < SMALLEST_WITH_RARITIES ? [] : rareFills(market, anchorMs, count, random);
  const orders = planOrders(market, anchorMs, count - rare.length, random);
  const parts = partsOf(orders.length, count - rare.length, random);
  const usual = orders.flatMap((order, i) => fillsOf(order, parts[i] ?? 1, market, random));
  // Cutting at the end keeps what is held right: a sale never goes before its purchase.
  const fills = [...usual, ...rare].sort((a, b) => a.tsMs - b.tsMs).slice(0, count);
  return markInQuote(fills, count, random);
}

function planOrders(market: Market, anchorMs: number, target: number, random: Random): Order[] {
  const products = new Map(market.products().map((product) => [product.id, product]));
  const episodesEach = target / FILLS_PER_ORDER / 2 / products.size;
  const strideHours = Math.min((WINDOW_MS / HOUR_MS / episodesEach) * 0.8, 12);
  const planned = [...products.values()].flatMap((product) =>
    planEpisodes(hourlyView(market, product, anchorMs - WINDOW_MS, anchorMs), strideHours, random),
  );
  const kept = thin(planned, Math.max(Math.ceil(target / FILLS_PER_ORDER / 2), 1), random);
  return kept.flatMap((episode, i) => {
    const product = products.get(episode.productId);
    return product ? ordersOf(episode, String(i), market, product) : [];
  });
}

/** Keeps a random share, and of each style at least one while there is room. */
function thin(episodes: Episode[], target: number, random: Random): Episode[] {
  const shuffled = episodes
    .map((episode) => ({ episode, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ episode }) => episode);
  const seen = new Set<string>();
  const [leaders, rest]: [Episode[], Episode[]] = [[], []];
  for (const episode of shuffled) {
    (seen.has(episode.style) ? rest : leaders).push(episode);
    seen.add(episode.style);
  }
  return [...leaders, ...rest].slice(0, target);
}

/** In how many fills each order is executed, so that together they are `total` (if there are orders enough). */
function partsOf(orders: number, total: number, random: Random): number[] {
  const parts = new Array<number>(orders).fill(1);
  const most = Math.max(4, Math.ceil((total / Math.max(orders, 1)) * 2));
  for (let left = orders === 0 ? 0 : total - orders; left > 0; ) {
    const at = random.integer(0, orders - 1);
    const now = parts[at] ?? most;
    if (now >= most) continue;
    parts[at] = now + 1;
    left--;
  }
  return parts;
}

function rareFills(market: Market, anchorMs: number, count: number, random: Random): TraderFill[] {
  const [first, ...others] = market.products();
  if (!first) return [];
  const derivatives = Array.from({ length: Math.max(Math.round(count * NON_SPOT_SHARE), 1) }, (_, i) =>
    derivativeFill(market, random.pick([first, ...others]), anchorMs, i, random),
  );
  return [transferredIn(market, random.pick([first, ...others]), anchorMs, random), ...derivatives];
}

/** A sale before the first purchase: these coins came by transfer, what they cost is not known. */
function transferredIn(market: Market, product: Product, anchorMs: number, random: Random): TraderFill {
  const startMs = Math.ceil((anchorMs - WINDOW_MS) / HOUR_MS) * HOUR_MS;
  const tsMs = startMs + random.integer(0, (FIRST_ENTRY_HOUR - 1) * HOUR_MS);
  const size = onGrid(new Big(random.between(300, 1_800)).div(market.priceAt(product.id, tsMs)), product);
  return fillOf(
    { key: 'transferred', tsMs, product, side: 'SELL', size, liquidity: 'TAKER' },
    size,
    tsMs,
    market,
  );
}

function derivativeFill(
  market: Market,
  product: Product,
  anchorMs: number,
  index: number,
  random: Random,
): TraderFill {
  const tsMs = Math.floor(anchorMs - random.between(0.01, 0.99) * WINDOW_MS);
  const size = onGrid(new Big(random.between(50, 900)).div(market.priceAt(product.id, tsMs)), product);
  const order: Order = { key: `derivative/${index}`, tsMs, product, side: 'BUY', size, liquidity: 'TAKER' };
  const side = random.chance(0.5) ? 'BUY' : 'SELL';
  return { ...fillOf(order, size, tsMs, market), side, productId: `${product.base}-PERP-INTX` };
}

function markInQuote(fills: TraderFill[], count: number, random: Random): TraderFill[] {
  if (count < SMALLEST_WITH_RARITIES) return fills;
  const buys = fills.filter((fill) => fill.side === 'BUY' && !fill.productId.endsWith('-INTX'));
  const wanted = Math.max(Math.round(count * IN_QUOTE_SHARE), 2);
  const chosen = new Set(Array.from({ length: wanted }, () => buys[random.integer(0, buys.length - 1)]));
  return fills.map((fill) => (chosen.has(fill) ? inQuote(fill) : fill));
}

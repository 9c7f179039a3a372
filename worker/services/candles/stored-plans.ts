import { type SnapshotRow, storedMonths } from '../../../db/queries/snapshots.ts';
import type { MarketPlan } from '../../../domain/engine/market-needs.ts';
import { productKey } from '../../../domain/engine/trader.ts';
import { HOUR_MS } from '../../../domain/indicators/candle.ts';
import type { ProductMarket } from '../../../domain/market/market-types.ts';
import { monthEnd, monthOf, monthStart, monthsBetween } from '../../../domain/market/needed-months.ts';
import { openMarket } from '../../../domain/market/product-market.ts';
import type { PriceBar } from '../../../domain/simulate/price-bars.ts';
import type { HoursOf } from '../../../domain/simulate/reprice-sales.ts';
import type { Context } from '../../context.ts';
import type { CandleWants } from '../../jobs/params.ts';
import { toCandleMonth } from '../../market/load-markets.ts';
import { openSnapshot, type Snapshot } from '../../market/snapshots.ts';
import { sourcesOfMonth } from '../../market/stored-choice.ts';
import { candleSources } from './markets.ts';

/** A Worker has six connections at a time. */
const AT_ONCE = 4;

export interface StoredPlan {
  key: string;
  rows: SnapshotRow[];
  /** Something is not stored that may be had. */
  isMissing: boolean;
  /** How all of it is asked for. */
  want: CandleWants['wants'][number];
}

/** How much of what is planned is stored. A product that every source refuses is not wanted. */
export async function storedPlans(ctx: Context, plans: readonly MarketPlan[]): Promise<StoredPlan[]> {
  return atOnce(plans, async (plan) => {
    const { broker, symbol } = plan;
    const untilMs = Math.floor(Math.min(plan.untilMs, ctx.now().getTime()) / HOUR_MS) * HOUR_MS;
    const months = plan.months.filter((month) => monthStart(month) < untilMs);
    const order = candleSources(ctx, broker).map(({ source }) => source);
    const stored = await storedMonths(ctx.db, { broker, sources: order, symbol, months });
    const found = months.map((month) => ({ month, row: sourcesOfMonth(month, order, stored).row }));
    const isMissing = found.some(
      ({ month, row }) => !row || row.coveredUntil.getTime() < Math.min(monthEnd(month), untilMs),
    );
    const isRefused = order.every((source) => stored.refusals.includes(source));
    return {
      key: productKey(broker, symbol),
      rows: found.flatMap(({ row }) => row ?? []),
      isMissing: isMissing && !isRefused,
      want: { broker, symbol, months, until: new Date(untilMs).toISOString() },
    };
  });
}

/**
 * What is read from the files of each plan, by product key. Files of one product are in memory at a time, since they take several times as much as what is read
 * from them. One that is lost is as good as not there, and makes its plan one of which something is missing.
 */
export async function openPlans<Read>(
  ctx: Context,
  plans: readonly StoredPlan[],
  read: (snapshots: readonly Snapshot[]) => Read,
): Promise<{ opened: Map<string, Read>; missing: StoredPlan['want'][] }> {
  const opened = new Map<string, Read>();
  const missing: StoredPlan['want'][] = [];
  for (const { key, rows, isMissing, want } of plans) {
    const files = await atOnce(rows, (row) => openSnapshot(ctx, row));
    const snapshots = files.filter((file) => file !== null);
    opened.set(key, read(snapshots));
    if (isMissing || snapshots.length < rows.length) missing.push(want);
  }
  return { opened, missing };
}

export function readMarket(snapshots: readonly Snapshot[]): ProductMarket {
  return openMarket(snapshots.map(toCandleMonth));
}

/** The hours of a product, oldest first, and until when each of its months is known, milliseconds UTC. */
export type ProductHours = { bars: PriceBar[]; covered: ReadonlyMap<string, number> };

export function readHours(snapshots: readonly Snapshot[]): ProductHours {
  const bars = snapshots
    .flatMap((snapshot) => snapshot.bars)
    .map(({ start, open, low, close }) => ({ ts: start * 1000, open, low, close }))
    .sort((a, b) => a.ts - b.ts);
  return { bars, covered: new Map(snapshots.map(({ month, coveredUntil }) => [month, coveredUntil])) };
}

/** Looks hours up in what was read. */
export function hoursIn(opened: ReadonlyMap<string, ProductHours>): HoursOf {
  return (product, fromMs, untilMs) => {
    const { bars, covered } = opened.get(product) ?? readHours([]);
    const closedMs = Math.floor(untilMs / HOUR_MS) * HOUR_MS;
    for (const month of monthsBetween(fromMs, Math.max(untilMs, fromMs + 1))) {
      const needed = Math.min(monthEnd(month), closedMs);
      if (needed > fromMs && !((covered.get(month) ?? 0) >= needed)) return null;
    }
    return bars.slice(firstFrom(bars, fromMs - HOUR_MS), firstFrom(bars, untilMs));
  };
}

/** The place of the first bar that opened at `ms` or later. */
function firstFrom(bars: readonly PriceBar[], ms: number): number {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle]?.ts ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Months of spans of time, in milliseconds UTC, by product. */
export function planSpans(
  spans: readonly { broker: MarketPlan['broker']; symbol: string; fromMs: number; untilMs: number }[],
): MarketPlan[] {
  const plans = new Map<string, Omit<MarketPlan, 'months'> & { months: Set<string> }>();
  for (const { broker, symbol, fromMs, untilMs } of spans) {
    const key = productKey(broker, symbol);
    const plan = plans.get(key) ?? { broker, symbol, months: new Set([monthOf(fromMs)]), untilMs: 0 };
    for (const month of monthsBetween(fromMs, untilMs)) plan.months.add(month);
    plan.untilMs = Math.max(plan.untilMs, untilMs);
    plans.set(key, plan);
  }
  return [...plans.values()].map(({ months, ...plan }) => ({ ...plan, months: [...months].sort() }));
}

async function atOnce<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    answers.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return answers;
}

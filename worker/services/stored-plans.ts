import { type SnapshotRow, storedMonths } from '../../db/queries/snapshots.ts';
import type { MarketPlan } from '../../domain/engine/market-needs.ts';
import { productKey } from '../../domain/engine/trader.ts';
import { HOUR_MS } from '../../domain/indicators/candle.ts';
import type { CandleMonth } from '../../domain/market/market-types.ts';
import { monthEnd, monthOf, monthStart, monthsBetween } from '../../domain/market/needed-months.ts';
import { openMarket } from '../../domain/market/product-market.ts';
import type { PriceBar } from '../../domain/simulate/price-bars.ts';
import type { HoursOf } from '../../domain/simulate/reprice-sales.ts';
import type { Context } from '../context.ts';
import type { CandleWants } from '../jobs/params.ts';
import { toCandleMonth } from '../market/load-markets.ts';
import { openSnapshot, type Snapshot } from '../market/snapshots.ts';
import { sourcesOfMonth } from '../market/stored-choice.ts';
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

/** The files of plans, by product key. One that is lost is as good as not there, and makes its plan one of which something is missing. */
export async function openPlans(
  ctx: Context,
  plans: readonly StoredPlan[],
): Promise<{ opened: Map<string, Snapshot[]>; missing: StoredPlan['want'][] }> {
  const opened = await atOnce(plans, async ({ key, rows, isMissing, want }) => {
    const files = await Promise.all(rows.map((row) => openSnapshot(ctx, row)));
    const snapshots = files.filter((file) => file !== null);
    return { key, snapshots, missing: isMissing || snapshots.length < rows.length ? [want] : [] };
  });
  return {
    opened: new Map(opened.map(({ key, snapshots }) => [key, snapshots])),
    missing: opened.flatMap(({ missing }) => missing),
  };
}

export function marketsOf(opened: ReadonlyMap<string, readonly Snapshot[]>, nowMs: number) {
  const products = new Map(
    [...opened].map(([key, snapshots]) => [
      key,
      openMarket(snapshots.map((one): CandleMonth => toCandleMonth(one))),
    ]),
  );
  return { products, outages: new Set<string>(), now: nowMs };
}

/** Looks hours up in opened files. */
export function hoursIn(opened: ReadonlyMap<string, readonly Snapshot[]>): HoursOf {
  const bars = new Map<string, PriceBar[]>();
  const covered = new Map<string, number>();
  for (const [key, snapshots] of opened) {
    for (const { month, coveredUntil } of snapshots) covered.set(`${key} ${month}`, coveredUntil);
    const all = snapshots.flatMap((snapshot) => snapshot.bars);
    bars.set(
      key,
      all
        .map(({ start, open, low, close }) => ({ ts: start * 1000, open, low, close }))
        .sort((a, b) => a.ts - b.ts),
    );
  }
  return (product, fromMs, untilMs) => {
    const closedMs = Math.floor(untilMs / HOUR_MS) * HOUR_MS;
    for (const month of monthsBetween(fromMs, Math.max(untilMs, fromMs + 1))) {
      const needed = Math.min(monthEnd(month), closedMs);
      if (needed > fromMs && !((covered.get(`${product} ${month}`) ?? 0) >= needed)) return null;
    }
    const all = bars.get(product) ?? [];
    return all.slice(firstFrom(all, fromMs - HOUR_MS), firstFrom(all, untilMs));
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

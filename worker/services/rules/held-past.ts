import type { RuleSpec } from '../../../contracts/rules.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { type HeldOrder, holdPast, planPast } from '../../../domain/engine/hold-past.ts';
import type { MarketPlan } from '../../../domain/engine/market-needs.ts';
import { HOUR_MS } from '../../../domain/indicators/candle.ts';
import { monthEnd, monthStart } from '../../../domain/market/needed-months.ts';
import { type Context, contextOf, forUser } from '../../context.ts';
import { type LoadSnapshots, loadMarkets } from '../../market/load-markets.ts';
import type { Snapshot } from '../../market/snapshots.ts';
import { ok } from '../../result.ts';
import { SizedCache } from '../../sized-cache.ts';
import { storedCandles } from '../candles/stored-candles.ts';
import { loadTrader } from '../trades/trader.ts';

/** Of all traders, some hundred bytes each: the cache stays within a tenth of a Worker's memory. */
const MOST_ORDERS_KEPT = 20_000;

/** Of an answer for which candles were missing: they may have come meanwhile. */
const PART_LIFE_MS = 5 * 60_000;

const kept = new SizedCache<{ revision: string; goodUntil: number; orders: readonly HeldOrder[] }>(
  MOST_ORDERS_KEPT,
);

/**
 * The trader's orders since a time as rules would have stood with them, on the candles that are stored: what is missing makes a rule say nothing of an
 * order. All fills are booked for it, so that the answer is kept for as long as the trader's books and inputs are the same, and five minutes where candles are missing.
 */
export async function heldPast(
  ctx: Context,
  user: UserRow,
  { rules, since }: { rules: readonly RuleSpec[]; since: number },
): Promise<readonly HeldOrder[]> {
  if (rules.length === 0) return [];
  const key = JSON.stringify([user.id, user.timezone, user.matching, rules, since]);
  const revision = `${user.revision} ${user.inputs}`;
  const known = kept.get(key);
  const now = ctx.now().getTime();
  if (known?.revision === revision && now < known.goodUntil) return known.orders;
  const { orders, isWhole } = await readPast(ctx, user, { rules, since });
  const goodUntil = isWhole ? Number.POSITIVE_INFINITY : now + PART_LIFE_MS;
  kept.set(key, { revision, goodUntil, orders }, orders.length + 1);
  return orders;
}

async function readPast(
  ctx: Context,
  user: UserRow,
  { rules, since }: { rules: readonly RuleSpec[]; since: number },
): Promise<{ orders: HeldOrder[]; isWhole: boolean }> {
  // A whole history takes as long as a report over it.
  const patient = forUser(contextOf(ctx.env), user.id);
  const loaded = await loadTrader(patient, user.id);
  if (!loaded) return { orders: [], isWhole: true };
  const trader = { ...loaded.trader, fills: loaded.rows };
  const wanted = { rules, isWanted: ({ ts }: { ts: number }) => ts >= since };
  const now = ctx.now().getTime();
  let isWhole = true;
  const load: LoadSnapshots = async (plan) => {
    const found = await storedCandles(patient, plan);
    isWhole &&= isCovered(plan, found, now);
    return ok(found);
  };
  const markets = await loadMarkets(planPast(trader, wanted), load, now);
  const orders = [...holdPast(trader, markets, wanted)].filter(({ ts }) => ts >= since);
  return { orders, isWhole };
}

/** All hours that are planned and have closed by now. */
function isCovered({ months, untilMs }: MarketPlan, found: readonly Snapshot[], now: number): boolean {
  const neededMs = Math.floor(Math.min(untilMs, now) / HOUR_MS) * HOUR_MS;
  return months
    .filter((month) => monthStart(month) < neededMs)
    .every((month) =>
      found.some((one) => one.month === month && one.coveredUntil >= Math.min(monthEnd(month), neededMs)),
    );
}

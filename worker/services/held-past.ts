import type { RuleSpec } from '../../contracts/rules.ts';
import type { UserRow } from '../../db/queries/accounts.ts';
import { type HeldOrder, holdPast, planPast } from '../../domain/engine/hold-past.ts';
import { type Context, contextOf, forUser } from '../context.ts';
import { loadMarkets } from '../market/load-markets.ts';
import { ok } from '../result.ts';
import { storedCandles } from './stored-candles.ts';
import { loadTrader } from './trader.ts';

/** Answers of this isolate, each of some hundred bytes an order. */
const MOST_KEPT = 8;

const kept = new Map<string, { revision: string; orders: Promise<readonly HeldOrder[]> }>();

/**
 * The trader's orders since a time as rules would have stood with them, on the candles that are stored: what is missing makes a rule say nothing of an
 * order. All fills are booked for it, so that the answer is kept for as long as the trader's books and inputs are the same.
 */
export async function heldPast(
  ctx: Context,
  user: UserRow,
  { rules, since }: { rules: readonly RuleSpec[]; since: number },
): Promise<readonly HeldOrder[]> {
  if (rules.length === 0) return [];
  const key = JSON.stringify([user.id, rules, since]);
  const revision = `${user.revision} ${user.inputs}`;
  const known = kept.get(key);
  const orders = known?.revision === revision ? known.orders : readPast(ctx, user, { rules, since });
  kept.delete(key);
  kept.set(key, { revision, orders });
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  // What failed is not kept: the next request may find the database again.
  orders.catch(() => kept.delete(key));
  return orders;
}

async function readPast(
  ctx: Context,
  user: UserRow,
  { rules, since }: { rules: readonly RuleSpec[]; since: number },
): Promise<HeldOrder[]> {
  // A whole history takes as long as a report over it.
  const patient = forUser(contextOf(ctx.env), user.id);
  const loaded = await loadTrader(patient, user.id);
  if (!loaded) return [];
  const trader = { ...loaded.trader, fills: loaded.rows };
  const wanted = { rules, isWanted: ({ ts }: { ts: number }) => ts >= since };
  const markets = await loadMarkets(
    planPast(trader, wanted),
    async (plan) => ok(await storedCandles(patient, plan)),
    ctx.now().getTime(),
  );
  return [...holdPast(trader, markets, wanted)].filter(({ ts }) => ts >= since);
}

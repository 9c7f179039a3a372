import type { Side } from '../../../contracts/side.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { conditionsOfOrders } from '../../../db/queries/check.ts';
import { type PastOrder, readPastOrders } from '../../../domain/check/past-orders.ts';
import { openSimilarity, type Similarity } from '../../../domain/check/similar-orders.ts';
import { openScoring, type Scoring } from '../../../domain/engine/score-trader.ts';
import { orderFills } from '../../../domain/ledger/order-fills.ts';
import { type Context, contextOf, forUser } from '../../context.ts';
import { SizedCache } from '../../sized-cache.ts';
import { factsOf } from '../reports/report-facts.ts';
import { loadTrader } from './trader.ts';

/** How a trader stands after the last fill that is known: what a trade that is only thought of is held against. */
export interface TraderStanding {
  /** All fills are booked in it. Nothing more is: it is asked, and never given anything. */
  scoring: Scoring;
  /** By time. */
  orders: readonly PastOrder[];
  similarity: Readonly<Record<Side, Similarity>>;
  fills: number;
}

/**
 * Booking ten thousand fills for each question would take ten times as long as all else. A fill takes some 600 bytes at the most, as an order with its
 * conditions and as an open lot: the cache stays within an eighth of a Worker's memory.
 */
const MOST_FILLS_KEPT = 25_000;
const MOST_KEPT = 8;

const kept = new SizedCache<{ revision: string; standing: TraderStanding }>(MOST_FILLS_KEPT);

/**
 * Books all of a trader's fills, or takes what this isolate has booked before, as long as neither what was derived of the trades nor what goes into a
 * scoring has changed: see report-facts.ts.
 */
export async function standingOf(ctx: Context, user: UserRow): Promise<TraderStanding> {
  const revision = `${user.revision} ${user.inputs}`;
  const known = kept.get(user.id);
  if (known?.revision === revision) return known.standing;
  const standing = await readStanding(ctx, user);
  kept.set(user.id, { revision, standing }, Math.max(standing.fills, MOST_FILLS_KEPT / MOST_KEPT));
  return standing;
}

async function readStanding(ctx: Context, user: UserRow): Promise<TraderStanding> {
  // A whole history may take longer than a request's statements have.
  const patient = forUser(contextOf(ctx.env), user.id);
  const [loaded, { facts }, conditions] = await Promise.all([
    loadTrader(patient, user.id),
    factsOf(ctx, user),
    conditionsOfOrders(patient.db, user.id),
  ]);
  if (!loaded) throw new Error('A signed-in user has no settings.');
  const scoring = openScoring(loaded.trader);
  for (const entry of orderFills([...loaded.rows, ...loaded.trader.movements]))
    scoring.take(entry, () => false);
  const orders = readPastOrders(facts, conditions);
  const of = (side: Side) => openSimilarity(orders.filter((order) => order.side === side));
  return { scoring, orders, similarity: { BUY: of('BUY'), SELL: of('SELL') }, fills: loaded.rows.length };
}

import type { Side } from '../../contracts/side.ts';
import type { UserRow } from '../../db/queries/accounts.ts';
import { featuresOfOrders } from '../../db/queries/check.ts';
import { CONDITION_NAMES, type Conditions } from '../../domain/check/conditions.ts';
import { type PastOrder, readPastOrders } from '../../domain/check/past-orders.ts';
import { openSimilarity, type Similarity } from '../../domain/check/similar-orders.ts';
import { openScoring, type Scoring } from '../../domain/engine/score-trader.ts';
import { orderFills } from '../../domain/ledger/order-fills.ts';
import { type Context, contextOf, forUser } from '../context.ts';
import { factsOf } from './report-facts.ts';
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

const kept = new Map<string, { revision: string; standing: TraderStanding }>();

/**
 * Books all of a trader's fills, or takes what this isolate has booked before, as long as neither what was derived of the trades nor what goes into a
 * scoring has changed: see report-facts.ts.
 */
export async function standingOf(ctx: Context, user: UserRow): Promise<TraderStanding> {
  const revision = `${user.revision} ${user.inputs}`;
  const known = kept.get(user.id);
  const standing = known?.revision === revision ? known.standing : await readStanding(ctx, user);
  kept.delete(user.id);
  kept.set(user.id, { revision, standing });
  forgetOldest();
  return standing;
}

/** The one that was asked for least lately goes first. */
function forgetOldest(): void {
  let all = 0;
  for (const { standing } of kept.values()) all += standing.fills;
  for (const [id, { standing }] of kept) {
    if (all <= MOST_FILLS_KEPT && kept.size <= MOST_KEPT) return;
    kept.delete(id);
    all -= standing.fills;
  }
}

async function readStanding(ctx: Context, user: UserRow): Promise<TraderStanding> {
  // A whole history may take longer than a request's statements have.
  const patient = forUser(contextOf(ctx.env), user.id);
  const [loaded, facts, features] = await Promise.all([
    loadTrader(patient, user.id),
    factsOf(ctx, user),
    featuresOfOrders(patient.db, user.id, CONDITION_NAMES),
  ]);
  if (!loaded) throw new Error('A signed-in user has no settings.');
  const scoring = openScoring(loaded.trader);
  for (const entry of orderFills([...loaded.rows, ...loaded.trader.movements]))
    scoring.take(entry, () => false);
  const conditions = new Map(features.map(([id, ...values]): [string, Conditions] => [id, values]));
  const orders = readPastOrders(facts.facts, conditions);
  const of = (side: Side) => openSimilarity(orders.filter((order) => order.side === side));
  return { scoring, orders, similarity: { BUY: of('BUY'), SELL: of('SELL') }, fills: loaded.rows.length };
}

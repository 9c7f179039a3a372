import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Label } from '../../contracts/labels.ts';
import type { Settings } from '../../contracts/settings.ts';
import type { Db } from '../client.ts';
import { user } from '../schema/accounts.ts';
import { rule } from '../schema/coaching.ts';
import { enteredCost, feedback, trade } from '../schema/trades.ts';

export async function saveSettings(db: Db, userId: string, settings: Settings): Promise<void> {
  await db.update(user).set(settings).where(eq(user.id, userId));
}

export async function findSettings(db: Db, userId: string): Promise<Settings | undefined> {
  const [row] = await db
    .select({ timezone: user.timezone, matching: user.matching, riskPerTrade: user.riskPerTrade })
    .from(user)
    .where(eq(user.id, userId));
  return row;
}

/** How the rules have moved towards the trader: kept as rules of their own. */
export type PersonalKind = 'personal_thresholds' | 'label_feedback';

export async function personalRules(db: Db, userId: string, kinds: readonly PersonalKind[]) {
  return db
    .select()
    .from(rule)
    .where(and(eq(rule.userId, userId), inArray(rule.kind, [...kinds])));
}

/** Merges `params` into the rule of this kind; it is made where there is none. */
export async function mergePersonalRule(
  db: Db,
  row: { id: string; userId: string; kind: PersonalKind; params: Record<string, unknown> },
): Promise<void> {
  await db
    .insert(rule)
    .values(row)
    .onConflictDoUpdate({
      target: [rule.userId, rule.kind],
      set: { params: sql`${rule.params} || ${JSON.stringify(row.params)}::jsonb` },
    });
}

/** Adds a time at which the trader started anew. */
export async function addReset(
  db: Db,
  row: { id: string; userId: string; kind: PersonalKind; at: Date },
): Promise<void> {
  const first = JSON.stringify([row.at.toISOString()]);
  await db
    .insert(rule)
    .values({ id: row.id, userId: row.userId, kind: row.kind, params: { resets: [row.at.toISOString()] } })
    .onConflictDoUpdate({
      target: [rule.userId, rule.kind],
      set: {
        params: sql`${rule.params} || jsonb_build_object('resets', coalesce(${rule.params} -> 'resets', '[]'::jsonb) || ${first}::jsonb)`,
      },
    });
}

/** false: no such trade of this user. */
export async function addVote(
  db: Db,
  vote: { id: string; userId: string; tradeId: string; label: Label; vote: 'up' | 'down' | null },
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    insert into feedback (id, user_id, trade_id, label, vote)
    select ${vote.id}, t.user_id, t.id, ${vote.label}, ${vote.vote} from trade t
    where t.id = ${vote.tradeId} and t.user_id = ${vote.userId}
    returning id`);
  return rows.length === 1;
}

/** The thumbs that count on a trade: the newest of each label. */
export async function votesOfTrade(db: Db, userId: string, tradeId: string) {
  return db
    .selectDistinctOn([feedback.label], { label: feedback.label, vote: feedback.vote })
    .from(feedback)
    .where(and(eq(feedback.userId, userId), eq(feedback.tradeId, tradeId)))
    .orderBy(feedback.label, sql`${feedback.id} desc`);
}

/** Keeps what a sale was bought for, or forgets it. The sale's time; null: no such sale of this user. */
export async function enterCost(
  db: Db,
  of: { userId: string; tradeId: string },
  cost: { unitCost: string; acquiredAt: Date | null } | null,
): Promise<Date | null> {
  const [sale] = await db
    .select({ ts: trade.ts })
    .from(trade)
    .where(and(eq(trade.id, of.tradeId), eq(trade.userId, of.userId), eq(trade.side, 'SELL')));
  if (!sale) return null;
  if (cost === null) {
    await db
      .delete(enteredCost)
      .where(and(eq(enteredCost.tradeId, of.tradeId), eq(enteredCost.userId, of.userId)));
  } else {
    await db
      .insert(enteredCost)
      .values({ ...of, ...cost })
      .onConflictDoUpdate({ target: enteredCost.tradeId, set: cost });
  }
  return sale.ts;
}

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Label } from '../../contracts/labels.ts';
import type { SettingsRequest } from '../../contracts/settings.ts';
import type { Db } from '../client.ts';
import { audit, user } from '../schema/accounts.ts';
import { rule } from '../schema/coaching.ts';
import { enteredCost, feedback, reflection, trade } from '../schema/trades.ts';
import type { NewAudit } from './accounts.ts';

/** Whether trades have to be gone over again; what is left out stays as it is. The trader's row is locked first, so that of two changes each sees what the other left. */
export async function saveSettings(
  db: Db,
  userId: string,
  settings: SettingsRequest,
  entry: NewAudit | null = null,
): Promise<boolean> {
  const { timezone, matching } = settings;
  const isOther = sql`(${user.timezone}, ${user.matching}) is distinct from (${timezone}, ${matching})`;
  const [[before]] = await db.batch([
    db
      .select({ isOther: sql<boolean>`${isOther}` })
      .from(user)
      .where(eq(user.id, userId))
      .for('update'),
    reopening(db, userId, sql`exists (select from "user" where id = ${userId} and ${isOther})`),
    db
      .update(user)
      .set({
        ...settings,
        revision: sql`${user.revision} + 1`,
        inputs: sql`${user.inputs} + case when ${isOther} then 1 else 0 end`,
      })
      .where(eq(user.id, userId)),
    ...(entry ? [db.insert(audit).values(entry)] : []),
  ]);
  return before?.isOther ?? false;
}

/** What scorings of the trader's are made of has changed: see saveScores. The row is locked by it, so that it comes first in its transaction. */
function raisingInputs(db: Db, userId: string, where?: SQL) {
  return db
    .update(user)
    .set({ inputs: sql`${user.inputs} + 1` })
    .where(and(eq(user.id, userId), where));
}

/** Has reflections gone over again. */
function reopening(db: Db, userId: string, which: SQL) {
  return db
    .update(reflection)
    .set({ provisional: true })
    .where(and(eq(reflection.userId, userId), which));
}

function ofTradesSince(userId: string, from: Date): SQL {
  return sql`${reflection.tradeId} in (select id from trade where user_id = ${userId} and ts >= ${from.toISOString()}::timestamptz)`;
}

export async function findSettings(db: Db, userId: string) {
  const [row] = await db
    .select({
      timezone: user.timezone,
      matching: user.matching,
      riskPerTrade: user.riskPerTrade,
      inputs: user.inputs,
    })
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

/** Adds a time at which the trader started anew. */
export async function addReset(
  db: Db,
  row: { id: string; userId: string; kind: PersonalKind; at: Date },
): Promise<void> {
  const first = JSON.stringify([row.at.toISOString()]);
  await db.batch([
    raisingInputs(db, row.userId),
    db
      .insert(rule)
      .values({ id: row.id, userId: row.userId, kind: row.kind, params: { resets: [row.at.toISOString()] } })
      .onConflictDoUpdate({
        target: [rule.userId, rule.kind],
        set: {
          params: sql`${rule.params} || jsonb_build_object('resets', coalesce(${rule.params} -> 'resets', '[]'::jsonb) || ${first}::jsonb)`,
        },
      }),
    reopening(db, row.userId, ofTradesSince(row.userId, row.at)),
  ]);
}

/** A vote counts from its id's time on. false: no such trade of this user, and nothing was done. */
export async function addVote(
  db: Db,
  vote: { id: string; userId: string; tradeId: string; label: Label; vote: 'up' | 'down' | null; at: Date },
): Promise<boolean> {
  const { id, userId, tradeId, at } = vote;
  const isOwn = sql`exists (select from trade where id = ${tradeId} and user_id = ${userId})`;
  const [, inserted] = await db.batch([
    raisingInputs(db, userId, isOwn),
    db.execute(sql`
      insert into feedback (id, user_id, trade_id, label, vote, created_at)
      select ${id}, t.user_id, t.id, ${vote.label}, ${vote.vote}, ${at.toISOString()}::timestamptz from trade t
      where t.id = ${tradeId} and t.user_id = ${userId}
      returning id`),
    reopening(db, userId, sql`${isOwn} and ${ofTradesSince(userId, at)}`),
  ]);
  return inserted.rows.length === 1;
}

/** The thumbs that count on a trade: the newest of each label. */
export async function votesOfTrade(db: Db, userId: string, tradeId: string) {
  return db
    .selectDistinctOn([feedback.label], { label: feedback.label, vote: feedback.vote })
    .from(feedback)
    .where(and(eq(feedback.userId, userId), eq(feedback.tradeId, tradeId)))
    .orderBy(feedback.label, sql`${feedback.createdAt} desc, ${feedback.id} desc`);
}

/** The time of a sale; undefined: no such sale of this user. */
export async function findSaleTime(db: Db, userId: string, tradeId: string): Promise<Date | undefined> {
  const [sale] = await db
    .select({ ts: trade.ts })
    .from(trade)
    .where(and(eq(trade.id, tradeId), eq(trade.userId, userId), eq(trade.side, 'SELL')));
  return sale?.ts;
}

/** Keeps what a sale of the user's was bought for, or forgets it, and has the trades since gone over again. */
export async function enterCost(
  db: Db,
  sale: { userId: string; tradeId: string; ts: Date },
  cost: { unitCost: string; acquiredAt: Date | null } | null,
): Promise<void> {
  const { userId, tradeId, ts } = sale;
  const own = and(eq(enteredCost.tradeId, tradeId), eq(enteredCost.userId, userId));
  await db.batch([
    raisingInputs(db, userId),
    cost === null
      ? db.delete(enteredCost).where(own)
      : db
          .insert(enteredCost)
          .values({ userId, tradeId, ...cost })
          .onConflictDoUpdate({ target: enteredCost.tradeId, set: cost }),
    reopening(db, userId, ofTradesSince(userId, ts)),
  ]);
}

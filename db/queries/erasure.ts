import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit, session, user } from '../schema/accounts.ts';
import { job } from '../schema/jobs.ts';
import { erasure } from '../schema/privacy.ts';
import type { NewAudit } from './accounts.ts';
import { turnAt } from './sessions.ts';

/** Postgres may take twenty seconds for a statement, and the trades of years with all that hangs on them take longer. */
const TRADES_PER_SLICE = 2_000;
const EVENTS_PER_SLICE = 10_000;

/** Less than a minute: what one sweep leaves undone is due at the next. */
const PUT_OFF = sql`interval '30 seconds'`;

/**
 * An account is to be deleted, and from now on nobody gets into it: the sessions are gone, nobody has its address or its password any more, whoever
 * works for it has lost the job, and no other is taken (claimJob). All in one transaction with the entry.
 */
export async function beginErasure(db: Db, userId: string, entry: NewAudit): Promise<void> {
  await db.batch([
    db.execute(turnAt(sql`${userId}::text`)),
    db.insert(erasure).values({ userId }).onConflictDoNothing(),
    db.delete(session).where(eq(session.userId, userId)),
    db
      .update(user)
      .set({ email: sql`'deleted ' || ${user.id}`, passwordHash: '' })
      .where(eq(user.id, userId)),
    db
      .update(job)
      .set({ status: 'dead', leaseOwner: null, leaseUntil: null, endedAt: sql`now()`, updatedAt: sql`now()` })
      .where(sql`${job.userId} = ${userId} and ${job.status} in ('queued', 'running')`),
    db.insert(audit).values(entry),
  ]);
}

/**
 * Takes accounts whose deletion is not over, the longest overdue first, and puts each off to a later sweep: those that fail again and again go behind
 * all others. Sweeps at the same time take different ones.
 */
export async function takeErasures(db: Db, limit: number): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    update erasure set next_at = now() + ${PUT_OFF} where user_id in (
      select user_id from erasure where next_at <= now()
      order by next_at, asked_at limit ${limit} for update skip locked)
    returning user_id as id`);
  return rows.map(({ id }) => id);
}

/** Deletes the first of the rows that there are many of. Whether any may be left. */
export async function eraseSlice(db: Db, userId: string): Promise<boolean> {
  const [trades, events] = await db.batch([
    db.execute(sql`
      delete from trade where id in (select id from trade where user_id = ${userId} limit ${TRADES_PER_SLICE}) returning 1`),
    db.execute(sql`
      delete from event_outbox where user_id = ${userId}
        and id in (select id from event_outbox where user_id = ${userId} limit ${EVENTS_PER_SLICE}) returning 1`),
  ]);
  return trades.rows.length > 0 || events.rows.length > 0;
}

/**
 * Deletes the user and every row that names them. The erasure itself stays, in the same transaction: what a worker was about to write elsewhere when
 * its user went is still to be looked for.
 */
export async function eraseRows(db: Db, userId: string): Promise<void> {
  await db.batch([
    db.execute(sql`select erase_user(${userId})`),
    db.insert(erasure).values({ userId }).onConflictDoNothing(),
  ]);
}

/** Nothing is left. */
export async function endErasure(db: Db, userId: string): Promise<void> {
  await db.delete(erasure).where(eq(erasure.userId, userId));
}

/** Of these ids, those that no user has. */
export async function idsOfNobody(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as told (id)
    where not exists (select from "user" u where u.id = told.id)`);
  return rows.map(({ id }) => id);
}

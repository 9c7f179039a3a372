import { and, isNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { eventOutbox } from '../schema/outbox.ts';

/** An event on its way to its user's feed; its payload stays JSON text. */
export interface WaitingEvent {
  id: string;
  type: string;
  v: number;
  /** ISO 8601 UTC. */
  ts: string;
  payload: string;
}

/**
 * Marks what has reached the feed, and reads a user's next waiting events in the order in which they were told, in one round trip. (The statement
 * does not see its own marks, so that what it marks is left out by name.)
 */
export async function nextEvents(
  db: Db,
  userId: string,
  delivered: readonly string[],
  limit: number,
): Promise<WaitingEvent[]> {
  const ids = JSON.stringify(delivered);
  const { rows } = await db.execute<Record<keyof WaitingEvent, string>>(sql`
    with delivered as (
      select value as id from jsonb_array_elements_text(${ids}::jsonb)
    ), marked as (
      update event_outbox set delivered_at = now()
      where user_id = ${userId} and delivered_at is null and id in (select id from delivered)
    )
    select id, type, v, to_char(ts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ts, payload::text as payload
    from event_outbox
    where user_id = ${userId} and delivered_at is null and id not in (select id from delivered)
    order by seq limit ${limit}`);
  return rows.map(({ v, ...row }) => ({ ...row, v: Number(v) }));
}

/** Users with events that waited longer than `olderThanMs`, the longest first. */
export async function usersWithEventsLeft(db: Db, olderThanMs: number, limit: number): Promise<string[]> {
  const rows = await db
    .select({ userId: eventOutbox.userId })
    .from(eventOutbox)
    .where(
      and(
        isNull(eventOutbox.deliveredAt),
        sql`${eventOutbox.ts} < now() - ${olderThanMs} * interval '1 millisecond'`,
      ),
    )
    .groupBy(eventOutbox.userId)
    .orderBy(sql`min(${eventOutbox.seq})`)
    .limit(limit);
  return rows.map((row) => row.userId);
}

export async function ensurePartitions(db: Db, at: Date): Promise<void> {
  await db.execute(sql`select ensure_event_outbox_partitions(${at.toISOString()}::timestamptz)`);
}

/** Drops the months that ended before `before`. Answers those that stay because an event of theirs has not reached its feed. */
export async function dropPartitions(db: Db, before: Date): Promise<string[]> {
  const { rows } = await db.execute<{ partition_name: string; dropped: boolean }>(
    sql`select partition_name, dropped from drop_event_outbox_partitions(${before.toISOString()}::timestamptz)`,
  );
  return rows.filter(({ dropped }) => !dropped).map((row) => row.partition_name);
}

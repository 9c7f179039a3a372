import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { eventOutbox } from '../schema/outbox.ts';

/** A user's events that have not reached the feed, in the order in which they were told. */
export async function undeliveredEvents(db: Db, userId: string, limit: number) {
  return db
    .select()
    .from(eventOutbox)
    .where(and(eq(eventOutbox.userId, userId), isNull(eventOutbox.deliveredAt)))
    .orderBy(asc(eventOutbox.seq))
    .limit(limit);
}

export async function markDelivered(db: Db, userId: string, ids: string[]): Promise<void> {
  await db
    .update(eventOutbox)
    .set({ deliveredAt: sql`now()` })
    .where(
      and(eq(eventOutbox.userId, userId), inArray(eventOutbox.id, ids), isNull(eventOutbox.deliveredAt)),
    );
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

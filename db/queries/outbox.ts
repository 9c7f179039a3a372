import { and, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { eventOutbox } from '../schema/outbox.ts';
import { takeTurn } from './turns.ts';

/** An event on its way to its user's feed; its payload stays JSON text. */
export interface WaitingEvent {
  id: string;
  type: string;
  v: number;
  /** ISO 8601 UTC. */
  ts: string;
  payload: string;
  /** Its place in the order of telling. */
  seq: string;
}

/** What a write has read of its user's events; null: nothing, so that whoever relays has to. */
export type Waiting = readonly WaitingEvent[] | null;

/** As many come with the answer of a write, which rarely tells more … */
const READ_WITH_WRITE = 100;
/** … and as many at once where there are more. */
const READ_ON = 400;

/** Marks what has reached the feed, and reads a user's next waiting events in the order in which they were told, in one round trip. */
export async function nextEvents(
  db: Db,
  userId: string,
  delivered: readonly WaitingEvent[],
): Promise<WaitingEvent[]> {
  return toEvents(await db.execute<EventColumns>(next(userId, delivered, READ_ON)));
}

/**
 * Runs a statement that tells a user something when it is its turn (see takeTurn), and reads what then waits for the feed, in one transaction and one round
 * trip. Where somebody is reading on for this user anyway, nothing is read, and `waiting` is null.
 */
export async function tell<Row extends Record<string, unknown>>(
  db: Db,
  userId: string,
  statement: SQL,
  { isRelaying = false }: { isRelaying?: boolean } = {},
): Promise<{ rows: Row[]; waiting: Waiting }> {
  const turn = db.execute(takeTurn(userId));
  const writing = db.execute<Row>(statement);
  if (isRelaying) {
    const [, written] = await db.batch([turn, writing]);
    return { rows: written.rows, waiting: null };
  }
  const [, written, waiting] = await db.batch([
    turn,
    writing,
    db.execute<EventColumns>(next(userId, [], READ_WITH_WRITE)),
  ]);
  return { rows: written.rows, waiting: toEvents(waiting) };
}

type EventColumns = Record<keyof WaitingEvent, string>;

function next(userId: string, delivered: readonly WaitingEvent[], atMost: number): SQL {
  const seqs = `{${delivered.map(({ seq }) => seq).join(',')}}`;
  return sql`select id, type, v, ts, payload, seq from next_events(${userId}, ${seqs}::bigint[], ${atMost}::int)`;
}

function toEvents({ rows }: { rows: EventColumns[] }): WaitingEvent[] {
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

import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgSequence, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, ulidColumn } from './columns.ts';

export const eventOutboxSeq = pgSequence('event_outbox_seq');

/**
 * Events on their way to the user's feed. Partitioned by month on ts: drizzle-kit knows no PARTITION BY,
 * so that clause and the partitions are written by hand in migrations/0000.
 */
export const eventOutbox = pgTable(
  'event_outbox',
  {
    id: ulidColumn('id').notNull(),
    userId: ulidColumn('user_id').notNull(),
    type: text('type').notNull(),
    v: integer('v').notNull(),
    /** The time of the ULID, so that (id, ts) stays idempotent. */
    ts: instant('ts').notNull(),
    payload: jsonb('payload').notNull(),
    deliveredAt: instant('delivered_at'),
    /**
     * The order in which a user is told. Ids are made before a statement waits for its locks, so that of two transactions over one job
     * the later can carry the smaller id; this is drawn after the wait.
     */
    seq: bigint('seq', { mode: 'number' }).notNull().default(sql`nextval('event_outbox_seq')`),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.ts] }),
    index('event_outbox_user_id_ts_idx').on(table.userId, table.ts),
    index('event_outbox_undelivered_idx').on(table.userId, table.seq).where(sql`delivered_at is null`),
  ],
);

import { boolean, index, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { DigestPayload } from '../../contracts/digests.ts';
import type { RuleKind } from '../../contracts/rules.ts';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

export const rule = pgTable(
  'rule',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    active: boolean('active').notNull().default(true),
  },
  (table) => [unique('rule_user_id_kind_key').on(table.userId, table.kind)],
);

/**
 * What a rule of the trader's was from when on, append-only: a fill is held against the rules that were in force when it happened, however late it
 * is read. `rule` has the newest of each kind.
 */
export const ruleVersion = pgTable(
  'rule_version',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<RuleKind>().notNull(),
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    active: boolean('active').notNull(),
    since: instant('since').notNull(),
  },
  (table) => [index('rule_version_user_id_since_idx').on(table.userId, table.since)],
);

/** Answers of simulations, kept for as long as what they were made of is the same; see `made_of`. */
export const simulation = pgTable(
  'simulation',
  {
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** SHA-256 of what was asked. */
    key: text('key').notNull(),
    /** SHA-256 of the candle files and of all else that the answer was made of. */
    madeOf: text('made_of').notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] })],
);

/** A week of a trader's, in words and figures: what was known when it was made, and never changed. After half a year it moves to R2. */
export const digest = pgTable(
  'digest',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    periodStart: instant('period_start').notNull(),
    periodEnd: instant('period_end').notNull(),
    payload: jsonb('payload').$type<DigestPayload>().notNull(),
    /** When it was taken for its mail; null: it was not sent. */
    deliveredAt: instant('delivered_at'),
  },
  (table) => [
    unique('digest_user_id_period_start_key').on(table.userId, table.periodStart),
    index('digest_user_id_period_end_idx').on(table.userId, table.periodEnd),
    index('digest_period_end_idx').on(table.periodEnd, table.id),
  ],
);

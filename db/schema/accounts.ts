import { sql } from 'drizzle-orm';
import { index, integer, jsonb, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, ulidColumn } from './columns.ts';

export const user = pgTable(
  'user',
  {
    id: ulidColumn('id').primaryKey(),
    email: text('email').notNull().unique(),
    passwordHash: text('password_hash').notNull(),
    timezone: text('timezone').notNull().default('UTC'),
    matching: text('matching', { enum: ['fifo', 'lifo', 'average'] })
      .notNull()
      .default('fifo'),
    /** In quote currency; null: results are not told in R. */
    riskPerTrade: numeric('risk_per_trade'),
    /** Rises with every change of what is derived of the trades: what was read of another revision is out of date. */
    revision: integer('revision').notNull().default(0),
    /** Rises with every change of what scorings are made of beside the fills: one that was made of another is not stored. */
    inputs: integer('inputs').notNull().default(0),
    /** Of the last scoring that went through. */
    scoredInputs: integer('scored_inputs').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('user_to_score_idx').on(table.id).where(sql`inputs <> scored_inputs`)],
);

export const session = pgTable(
  'session',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** SHA-256 of the cookie's token, hex: a stolen table opens no session. */
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    ipHash: text('ip_hash').notNull(),
    uaHash: text('ua_hash'),
  },
  (table) => [index('session_user_id_idx').on(table.userId)],
);

export const audit = pgTable(
  'audit',
  {
    id: ulidColumn('id').primaryKey(),
    /** null: nobody is known by the address that was tried. */
    userId: ulidColumn('user_id').references(() => user.id, { onDelete: 'cascade' }),
    action: text('action').notNull(),
    meta: jsonb('meta').$type<Record<string, string | number | boolean>>().notNull().default({}),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('audit_user_id_id_idx').on(table.userId, table.id)],
);

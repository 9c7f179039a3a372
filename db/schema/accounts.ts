import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { instant, ulidColumn } from './columns.ts';

export const user = pgTable(
  'user',
  {
    id: ulidColumn('id').primaryKey(),
    /** Not unique: whoever signs up with an address that has an account is told nothing of it, and gets another (decision 26). */
    email: text('email').notNull(),
    passwordHash: text('password_hash').notNull(),
    timezone: text('timezone').notNull().default('UTC'),
    matching: text('matching', { enum: ['fifo', 'lifo', 'average'] })
      .notNull()
      .default('fifo'),
    /** In quote currency; null: results are not told in R. */
    riskPerTrade: numeric('risk_per_trade'),
    /** Whether the weekly digest goes out by mail: only where its owner said so. */
    digestByMail: boolean('digest_by_mail').notNull().default(false),
    /** Rises with every change of what is derived of the trades: what was read of another revision is out of date. */
    revision: integer('revision').notNull().default(0),
    /** Rises with every change of what scorings are made of beside the fills: one that was made of another is not stored. */
    inputs: integer('inputs').notNull().default(0),
    /** Of the last scoring that went through. */
    scoredInputs: integer('scored_inputs').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('user_email_idx').on(table.email, table.id),
    index('user_to_score_idx').on(table.id).where(sql`inputs <> scored_inputs`),
  ],
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
    /** The session ends then, however much it is used … */
    expiresAt: instant('expires_at').notNull(),
    /** … and when it was not used for two weeks. Written at most every ten minutes. */
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    /** Browser and system, for its owner to know it by: "Firefox on Linux". */
    device: text('device').notNull().default(''),
    ipHash: text('ip_hash').notNull(),
    uaHash: text('ua_hash'),
  },
  (table) => [index('session_user_id_idx').on(table.userId)],
);

/**
 * Append-only: the roles of the Worker may insert and read, and a trigger fills in the chain. `hash` is that of the entry together with the one
 * before it of the same user, so that an entry which was changed or taken out shows.
 */
export const audit = pgTable(
  'audit',
  {
    id: ulidColumn('id').primaryKey(),
    /** null: nobody is known by the address that was tried. */
    userId: ulidColumn('user_id').references(() => user.id, { onDelete: 'cascade' }),
    action: text('action').notNull(),
    meta: jsonb('meta').$type<Record<string, string | number | boolean>>().notNull().default({}),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Place in the user's chain, from 1. What is inserted here is replaced by the trigger. */
    seq: bigint('seq', { mode: 'number' }).notNull().default(0),
    prevHash: text('prev_hash').notNull().default(''),
    /** SHA-256 in hex; see audit_hash() in migrations/0005. */
    hash: text('hash').notNull().default(''),
  },
  (table) => [
    index('audit_user_id_id_idx').on(table.userId, table.id),
    uniqueIndex('audit_chain_key').on(sql`coalesce(user_id, '')`, table.seq),
  ],
);

import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

/** Answers of requests that carried an Idempotency-Key, for a day: the same request again gets the same answer, and is not done again. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    /** HMAC with the pepper, of method, path with query, and body: a body can hold a password. */
    requestHash: text('request_hash').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** null: under way, or its worker was killed. */
    status: integer('status'),
    contentType: text('content_type'),
    body: text('body'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index('idempotency_key_created_at_idx').on(table.createdAt),
  ],
);

/** Nonces of signed requests between services, as long as their time stamps are good. */
export const serviceNonce = pgTable(
  'service_nonce',
  {
    keyId: text('key_id').notNull(),
    nonce: text('nonce').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.keyId, table.nonce] }),
    index('service_nonce_expires_at_idx').on(table.expiresAt),
  ],
);

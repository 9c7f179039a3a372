import { bigint, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

/** An authenticator app (RFC 6238). Until it is confirmed by a first code it asks for nothing. */
export const secondFactor = pgTable('second_factor', {
  userId: ulidColumn('user_id')
    .primaryKey()
    .references(() => user.id, { onDelete: 'cascade' }),
  secretEnc: text('secret_enc').notNull(),
  confirmedAt: instant('confirmed_at'),
  /** The step (of 30 s) of the last code that was taken: a code is good once. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** Good once each, in place of a code. */
export const recoveryCode = pgTable(
  'recovery_code',
  {
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** SHA-256 in hex of 80 random bits. */
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

/** A link to choose a new password: good once, for half an hour. */
export const passwordReset = pgTable(
  'password_reset',
  {
    /** SHA-256 in hex of 256 random bits. */
    tokenHash: text('token_hash').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('password_reset_user_id_idx').on(table.userId)],
);

import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

export const brokerConnection = pgTable(
  'broker_connection',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    broker: text('broker', { enum: ['coinbase', 'binance'] }).notNull(),
    status: text('status', { enum: ['active', 'paused', 'revoked'] }).notNull(),
    /** Sealed with AES-256-GCM; empty once revoked. */
    accessEnc: text('access_enc').notNull(),
    refreshEnc: text('refresh_enc'),
    scope: text('scope').notNull(),
    expiresAt: instant('expires_at'),
    /** Until then one worker is refreshing the pair: refresh tokens are good once, so that two at it would lose the permission. */
    refreshUntil: instant('refresh_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [unique('broker_connection_user_id_broker_key').on(table.userId, table.broker)],
);

/** A connect that was started and not yet completed: single use, ten minutes, bound to the session that started it. */
export const oauthState = pgTable('oauth_state', {
  /** SHA-256 of the state parameter, hex. */
  stateHash: text('state_hash').primaryKey(),
  userId: ulidColumn('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  sessionId: ulidColumn('session_id').notNull(),
  broker: text('broker', { enum: ['coinbase', 'binance'] }).notNull(),
  /** The PKCE verifier, sealed like a token. */
  verifierEnc: text('verifier_enc').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { BROKERS } from '../../contracts/brokers.ts';
import type { JobError } from '../../contracts/jobs.ts';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

export const brokerConnection = pgTable(
  'broker_connection',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    broker: text('broker', { enum: BROKERS }).notNull(),
    status: text('status', { enum: ['active', 'paused', 'revoked'] }).notNull(),
    auth: text('auth', { enum: ['oauth2', 'api_key'] })
      .notNull()
      .default('oauth2'),
    /** Sealed with AES-256-GCM, the access token or the trader's key as JSON; empty once revoked. */
    accessEnc: text('access_enc').notNull(),
    refreshEnc: text('refresh_enc'),
    scope: text('scope').notNull(),
    expiresAt: instant('expires_at'),
    /** Until then one worker is refreshing the pair: refresh tokens are good once, so that two at it would lose the permission. */
    refreshUntil: instant('refresh_until'),
    /** Why nothing can be read at present. */
    problem: jsonb('problem').$type<JobError>(),
    /** When the last import that ended well began, and when the next is due by itself. */
    syncedAt: instant('synced_at'),
    nextSyncAt: instant('next_sync_at').notNull().default(sql`now() + interval '15 minutes'`),
    /** Everything since then was read. Complete: it explains what the broker holds. */
    historySince: instant('history_since'),
    historyComplete: boolean('history_complete').notNull().default(false),
    /** What the broker said that it holds. Decimal strings. */
    balances: jsonb('balances').$type<{ asset: string; qty: string }[]>().notNull().default([]),
    balancesAt: instant('balances_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('broker_connection_user_id_broker_key').on(table.userId, table.broker),
    index('broker_connection_due_idx').on(table.nextSyncAt).where(sql`status = 'active'`),
  ],
);

/** A connect that was started and not yet completed: single use, ten minutes, bound to the session that started it. */
export const oauthState = pgTable(
  'oauth_state',
  {
    /** SHA-256 of the state parameter, hex. */
    stateHash: text('state_hash').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    sessionId: ulidColumn('session_id').notNull(),
    broker: text('broker', { enum: BROKERS }).notNull(),
    /** The PKCE verifier, sealed like a token. */
    verifierEnc: text('verifier_enc').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('oauth_state_user_id_idx').on(table.userId)],
);

import type { Broker } from '../../../contracts/brokers.ts';
import { findConnection } from '../../../db/queries/connections.ts';
import { syncSoon } from '../../../db/queries/syncs.ts';
import type { Context } from '../../context.ts';
import type { BrokerImport } from '../../jobs/params.ts';
import { fail, type Result } from '../../result.ts';
import { sha256Hex } from '../../security/hashes.ts';
import type { RateLimited } from '../rate-limits.ts';
import { startImport } from './import-runs.ts';

const DEFAULT_WINDOW_MS = 30 * 24 * 3_600_000;

type ImportRefusal =
  | { code: 'broker_not_connected' | 'broker_paused' | 'broker_revoked'; retryAfterS?: number }
  | RateLimited;

/**
 * Starts the import of a broker's fills, or joins the one that is under way, which then reads as far as this one asks: there is one
 * at a time per user and broker.
 */
export async function requestBrokerImport(
  ctx: Context,
  userId: string,
  broker: Broker,
  since: string | undefined,
): Promise<Result<{ jobId: string }, ImportRefusal>> {
  const connection = await findConnection(ctx.db, userId, broker);
  if (!connection) return fail({ code: 'broker_not_connected' });
  if (connection.status === 'paused') return fail({ code: 'broker_paused' });
  if (connection.status === 'revoked') return fail({ code: 'broker_revoked' });
  const now = ctx.now();
  const from = since === undefined ? now.getTime() - DEFAULT_WINDOW_MS : Date.parse(since);
  const window = { since: new Date(from).toISOString(), until: now.toISOString() };
  const params: BrokerImport = { source: 'broker', broker, connectionId: connection.id, ...window };
  return startImport(ctx, { userId, key: brokerImportKey(userId, broker), params, window });
}

/** The first import of a new connection. Where its trader has begun too many just now, the next sweep reads it instead. */
export async function importNewConnection(ctx: Context, userId: string, broker: Broker): Promise<void> {
  const started = await requestBrokerImport(ctx, userId, broker, undefined);
  if (!started.ok && started.failure.code === 'rate_limited') await syncSoon(ctx.db, userId, broker);
}

/** There is one import at a time of a user's broker. */
export function brokerImportKey(userId: string, broker: Broker): string {
  return importKey(userId, ['broker', broker]);
}

/** The key of an import: what it means to whom. */
export function importKey(userId: string, meaning: string[]): string {
  return sha256Hex(JSON.stringify(['import', userId, ...meaning]));
}

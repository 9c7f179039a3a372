import type { Broker } from '../../contracts/brokers.ts';
import { findConnection } from '../../db/queries/connections.ts';
import { type JobRequest, requestJob } from '../../db/queries/jobs.ts';
import type { Context } from '../context.ts';
import { wake } from '../jobs/messages.ts';
import type { BrokerImport, FileImport } from '../jobs/params.ts';
import { fail, ok, type Result } from '../result.ts';
import { sha256Hex } from '../security/hashes.ts';

const DEFAULT_WINDOW_MS = 30 * 24 * 3_600_000;

/**
 * Starts the import of a broker's fills, or joins the one that is under way, which then reads as far as this one asks: there is one
 * at a time per user and broker.
 */
export async function requestBrokerImport(
  ctx: Context,
  userId: string,
  broker: Broker,
  since: string | undefined,
): Promise<Result<{ jobId: string }, 'broker_not_connected' | 'broker_paused' | 'broker_revoked'>> {
  const connection = await findConnection(ctx.db, userId, broker);
  if (!connection) return fail('broker_not_connected');
  if (connection.status === 'paused') return fail('broker_paused');
  if (connection.status === 'revoked') return fail('broker_revoked');
  const now = ctx.now();
  const from = since === undefined ? now.getTime() - DEFAULT_WINDOW_MS : Date.parse(since);
  const window = { since: new Date(from).toISOString(), until: now.toISOString() };
  const params: BrokerImport = { source: 'broker', broker, ...window };
  return ok(await requestImport(ctx, userId, brokerImportKey(userId, broker), params, window));
}

/** There is one import at a time of a user's broker. */
export function brokerImportKey(userId: string, broker: Broker): string {
  return importKey(userId, ['broker', broker]);
}

/** The key of an import: what it means to whom. */
export function importKey(userId: string, meaning: string[]): string {
  return sha256Hex(JSON.stringify(['import', userId, ...meaning]));
}

/** Asks for an import and wakes it. What means the same as one that is under way joins it. */
export async function requestImport(
  ctx: Context,
  userId: string,
  key: string,
  params: BrokerImport | FileImport,
  window?: { since: string; until: string },
): Promise<{ jobId: string }> {
  const request: JobRequest = {
    userId,
    kind: 'import',
    key,
    params: { ...params },
    ...(window && { window }),
  };
  const { id } = await requestJob(ctx.db, request);
  await wake(ctx.env, 'import', [id]);
  return { jobId: id };
}

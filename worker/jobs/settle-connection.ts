import type { JobError } from '../../contracts/jobs.ts';
import { findConnection } from '../../db/queries/connections.ts';
import { noteProblem, noteSync, saveBalances } from '../../db/queries/syncs.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import { balancesOf } from '../services/connections/balances.ts';
import { brokerOf } from '../services/connections/brokers.ts';
import { credentialsOf } from '../services/connections/credentials.ts';
import type { Lease } from './lease.ts';
import { type BrokerImport, isOf } from './params.ts';
import { BEGINNING } from './sync-window.ts';

const HOUR_MS = 3_600_000;
const SOON_MS = 15 * 60_000;
/** What does not go away by waiting is looked at now and then all the same: a key can be allowed again. */
const LASTING = new Set(['api_key_invalid', 'broker_region_blocked', 'broker_refused']);
/** What the trader did is no problem of the connection. */
const WANTED = new Set(['broker_paused', 'broker_not_connected']);

/**
 * An import read all that it was asked for: the broker is asked what it holds, and the connection says how far it was read, and whether that explains it.
 * A broker that does not tell its balances now is asked at the next import. A connection that took the place of the one that was read knows nothing of it.
 */
export async function settleConnection(ctx: Context, userId: string, params: BrokerImport): Promise<void> {
  const { broker, covered } = params;
  const connection = await findConnection(ctx.db, userId, broker);
  const adapter = brokerOf(ctx, broker);
  if (!connection || !isOf(params, connection) || !adapter || !covered) return;
  const credentials = await credentialsOf(ctx, adapter, connection);
  const told = credentials.ok ? await adapter.fetchBalances({ credentials: credentials.value }) : credentials;
  let isComplete = false;
  if (told.ok) {
    await saveBalances(ctx.db, connection, told.value);
    const balances = await balancesOf(ctx, { ...connection, balances: told.value });
    isComplete = balances.every(({ agrees }) => agrees);
  } else logError({ connection: connection.id, balances: broker }, new Error(told.failure.kind));
  await noteSync(ctx.db, connection, { ...covered, isComplete, isWhole: covered.since <= BEGINNING });
}

/** An import failed: its connection says why, and is tried again by itself. Whether that is news. */
export async function tellProblem(
  ctx: Context,
  lease: Lease,
  params: BrokerImport,
  error: JobError,
): Promise<boolean> {
  if (WANTED.has(error.code)) return false;
  return noteProblem(ctx.db, lease, params, error, LASTING.has(error.code) ? 6 * HOUR_MS : SOON_MS);
}

import { ZodError } from 'zod';
import type { JobError } from '../../contracts/jobs.ts';
import { endImport } from '../../db/queries/imports.ts';
import {
  claimJob,
  completeJob,
  failJob,
  heldParams,
  type JobEnd,
  type JobRow,
  releaseJob,
} from '../../db/queries/jobs.ts';
import { endScore } from '../../db/queries/score-jobs.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { type Context, newEventKey } from '../context.ts';
import { logError } from '../log.ts';
import { sentenceOf } from '../problem.ts';
import { requestScores } from '../services/scores.ts';
import { importFromBroker } from './import-broker.ts';
import { importFromFile } from './import-file.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import type { AttemptOutcome } from './outcome.ts';
import { type BrokerImport, BrokerImportSchema, ImportSchema } from './params.ts';
import { relay } from './relay.ts';
import { scoreTraderFills } from './score.ts';
import { verifyTrader } from './verify.ts';

/** The first and five more. */
const MAX_ATTEMPTS = 6;
const BACKOFF_BASE_MS = 500;
/** A broker that asks for more is asked once more after this: one absurd answer must not lock a trader out for years. */
const MAX_WAIT_MS = 3_600_000;
/** A click that came this soon after the first asks for nothing that the first does not read. */
const JOINED_LATER_MS = 5_000;

/** null: nothing is left to do. Otherwise the job wants another attempt after that time. */
export async function runJob(ctx: Context, jobId: string): Promise<{ retryAfterMs: number } | null> {
  const owner = crypto.randomUUID();
  const row = await claimJob(ctx.db, jobId, owner, LEASE_MS);
  if (!row) return null;
  const lease: Lease = { userId: row.userId, jobId, owner };
  const outcome = await attempt(ctx, row, lease);

  if (outcome.kind === 'lost') return null;
  if (outcome.kind === 'retry' && row.attempts < MAX_ATTEMPTS) {
    const retryAfterMs = Math.min(Math.max(backoffMs(row.attempts), outcome.afterMs ?? 0), MAX_WAIT_MS);
    await releaseJob(ctx.db, jobId, owner, { afterMs: retryAfterMs, error: outcome.error });
    return { retryAfterMs };
  }
  if (outcome.kind === 'retry') await end(ctx, row, lease, { status: 'dead', error: outcome.error });
  else if (outcome.kind === 'failed') await end(ctx, row, lease, { status: 'failed', error: outcome.error });
  else if (row.kind === 'import') await end(ctx, row, lease, { status: 'done' });
  return null;
}

/**
 * A message that used up its retries. A job that used up its attempts too ends here; one whose attempts were never begun, because the
 * database was away, waits for the sweep.
 */
export async function buryJob(ctx: Context, jobId: string): Promise<void> {
  const owner = crypto.randomUUID();
  const row = await claimJob(ctx.db, jobId, owner, LEASE_MS);
  if (!row) return;
  const error: JobError = { code: 'internal', message: sentenceOf('internal') };
  if (row.attempts < MAX_ATTEMPTS) await releaseJob(ctx.db, jobId, owner, { afterMs: 0, error });
  else await end(ctx, row, { userId: row.userId, jobId, owner }, { status: 'dead', error });
}

async function attempt(ctx: Context, row: JobRow, lease: Lease): Promise<AttemptOutcome> {
  try {
    if (row.kind === 'import') return await runImport(ctx, row, lease);
    return row.kind === 'score' ? await runScore(ctx, row, lease) : await verifyTrader(ctx, lease);
  } catch (error) {
    logError({ jobId: row.id, kind: row.kind }, error);
    const problem: JobError = { code: 'internal', message: sentenceOf('internal') };
    // A row whose params are not what this code writes will not become so by waiting.
    return error instanceof ZodError
      ? { kind: 'failed', error: problem }
      : { kind: 'retry', error: problem, afterMs: null };
  }
}

async function runImport(ctx: Context, row: JobRow, lease: Lease): Promise<AttemptOutcome> {
  const params = ImportSchema.parse(row.params);
  return params.source === 'broker'
    ? readWindow(ctx, lease, params, row.cursor)
    : importFromFile(ctx, lease, params, row.cursor);
}

/** A request that joined while the import ran, and reaches further, is read before it ends. */
async function readWindow(
  ctx: Context,
  lease: Lease,
  window: BrokerImport,
  cursor: string | null,
): Promise<AttemptOutcome> {
  const outcome = await importFromBroker(ctx, lease, window, cursor);
  if (outcome.kind !== 'done') return outcome;
  const params = await heldParams(ctx.db, lease.jobId, lease.owner);
  if (!params) return { kind: 'lost' };
  const wanted = BrokerImportSchema.parse(params);
  const reachesFurther =
    wanted.since < window.since || Date.parse(wanted.until) - Date.parse(window.until) > JOINED_LATER_MS;
  return reachesFurther ? readWindow(ctx, lease, wanted, null) : outcome;
}

/** A fill that was stored while the job was at work raised the job's requests: then it is gone over again. */
async function runScore(ctx: Context, row: JobRow, lease: Lease): Promise<AttemptOutcome> {
  for (;;) {
    const isLastAttempt = row.attempts >= MAX_ATTEMPTS;
    const { requests, ...outcome } = await scoreTraderFills(ctx, lease, { isLastAttempt });
    if (outcome.kind !== 'done' || requests === undefined) return outcome;
    if (await completeJob(ctx.db, row, lease.owner, requests)) return outcome;
  }
}

/**
 * The scoring of what an import stored is asked for before the import ends, however it ends: killed in between, it is asked for again.
 * A score job that went well has ended itself (completeJob).
 */
async function end(ctx: Context, row: JobRow, lease: Lease, how: JobEnd): Promise<void> {
  const event = newEventKey(ctx);
  if (row.kind === 'import') {
    await requestScores(ctx, row.userId);
    await endImport(ctx.db, lease, how, event);
  } else if (how.status !== 'done') {
    if (row.kind === 'score') await endScore(ctx.db, lease, how, RULES_VERSION, event);
    else await failJob(ctx.db, lease.jobId, lease.owner, how);
  }
  await relay(ctx, row.userId);
}

/** 2^n × 500 ms, with jitter so that jobs that failed together do not return together. */
function backoffMs(attempts: number): number {
  const full = 2 ** (attempts - 1) * BACKOFF_BASE_MS;
  return full / 2 + Math.random() * (full / 2);
}

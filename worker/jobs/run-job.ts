import { ZodError } from 'zod';
import type { JobError } from '../../contracts/jobs.ts';
import { endImport } from '../../db/queries/imports.ts';
import {
  claimJob,
  completeJob,
  failJob,
  heldJob,
  type JobEnd,
  type JobRow,
  jobExists,
  releaseJob,
} from '../../db/queries/jobs.ts';
import type { Waiting } from '../../db/queries/outbox.ts';
import { endScore } from '../../db/queries/score-jobs.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { type Context, newEventKey } from '../context.ts';
import { logError } from '../log.ts';
import { countAttempt } from '../metrics.ts';
import { sentenceOf } from '../problem.ts';
import { requestScores } from '../services/scores.ts';
import { importFromBroker, isRead } from './import-broker.ts';
import { importFromFile } from './import-file.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import type { AttemptOutcome } from './outcome.ts';
import { ImportSchema } from './params.ts';
import { relayNow } from './relay.ts';
import { scoreTraderFills } from './score.ts';
import { END } from './store-pages.ts';
import { verifyTrader } from './verify.ts';

/** The first and five more, since the job last stored something. */
const MAX_ATTEMPTS = 6;
/** A job that ends its worker at each claim, and stores nothing, is given up too. Deploys end workers as well, so it may happen some times. */
const MAX_CLAIMS = 20;
const BACKOFF_BASE_MS = 500;
const INTERNAL: JobError = { code: 'internal', message: sentenceOf('internal') };

/** null: nothing is left to do. Otherwise the job wants another attempt after that time. Throws where there is no such job. */
export async function runJob(ctx: Context, jobId: string): Promise<{ retryAfterMs: number } | null> {
  const owner = crypto.randomUUID();
  const row = await claimJob(ctx.db, jobId, owner, LEASE_MS);
  if (!row) {
    if (await jobExists(ctx.db, jobId)) return null;
    throw new Error(`There is no job ${jobId}.`);
  }
  const lease: Lease = { userId: row.userId, jobId, owner };
  if (row.claims > MAX_CLAIMS) {
    await end(ctx, row, lease, { status: 'dead', error: INTERNAL });
    return null;
  }
  const begun = ctx.now().getTime();
  const outcome = await attempt(ctx, row, lease);
  countAttempt(ctx.env, {
    kind: row.kind,
    outcome: outcome.kind,
    code: 'error' in outcome ? outcome.error.code : null,
    waitMs: begun - row.createdAt.getTime(),
    runMs: ctx.now().getTime() - begun,
    attempt: row.attempts + 1,
  });
  if (outcome.kind === 'retry') return retry(ctx, row, lease, outcome);
  if (outcome.kind === 'failed') await end(ctx, row, lease, { status: 'failed', error: outcome.error });
  return null;
}

/** The attempts are counted as they stand by now: what was stored meanwhile has set them back. */
async function retry(
  ctx: Context,
  row: JobRow,
  lease: Lease,
  { error, afterMs }: Extract<AttemptOutcome, { kind: 'retry' }>,
): Promise<{ retryAfterMs: number } | null> {
  const held = await heldJob(ctx.db, lease.jobId, lease.owner);
  if (!held) return null;
  const failed = held.attempts + 1;
  if (failed >= MAX_ATTEMPTS) {
    await end(ctx, row, lease, { status: 'dead', error });
    return null;
  }
  const retryAfterMs = Math.max(backoffMs(failed), afterMs ?? 0);
  await releaseJob(ctx.db, lease.jobId, lease.owner, { afterMs: retryAfterMs, error });
  return { retryAfterMs };
}

async function attempt(ctx: Context, row: JobRow, lease: Lease): Promise<AttemptOutcome> {
  try {
    if (row.kind === 'import') return await runImport(ctx, lease);
    return row.kind === 'score' ? await runScore(ctx, row, lease) : await verifyTrader(ctx, lease);
  } catch (error) {
    logError({ jobId: row.id, kind: row.kind }, error);
    // A row whose params are not what this code writes will not become so by waiting.
    return error instanceof ZodError
      ? { kind: 'failed', error: INTERNAL }
      : { kind: 'retry', error: INTERNAL, afterMs: null };
  }
}

/** Reads until nothing is left. A request that joins at the last moment keeps the import from ending, and what it asks for is read too. */
async function runImport(ctx: Context, lease: Lease): Promise<AttemptOutcome> {
  for (;;) {
    const held = await heldJob(ctx.db, lease.jobId, lease.owner);
    if (!held) return { kind: 'lost' };
    const params = ImportSchema.parse(held.params);
    const isOfBroker = params.source === 'broker';
    if (isOfBroker ? isRead(params, held.cursor) : held.cursor === END) {
      if (await end(ctx, held, lease, { status: 'done' })) return { kind: 'done' };
      continue;
    }
    const outcome = isOfBroker
      ? await importFromBroker(ctx, lease, params, held.cursor)
      : await importFromFile(ctx, lease, params, held.cursor);
    if (outcome.kind !== 'done') return outcome;
  }
}

/** A fill that was stored while the job was at work raised the job's requests: then it is gone over again. */
async function runScore(ctx: Context, row: JobRow, lease: Lease): Promise<AttemptOutcome> {
  for (;;) {
    const isLastAttempt = row.attempts + 1 >= MAX_ATTEMPTS;
    const { requests, ...outcome } = await scoreTraderFills(ctx, lease, { isLastAttempt });
    if (outcome.kind !== 'done' || requests === undefined) return outcome;
    if (await completeJob(ctx.db, row, lease.owner, requests)) return outcome;
  }
}

/**
 * Ends a job and tells its user. The scoring of what an import stored is asked for before the import ends, however it ends: killed in between, it
 * is asked for again. false: the lease was lost, or an import that is done was asked for again meanwhile.
 */
async function end(ctx: Context, row: JobRow, lease: Lease, how: JobEnd): Promise<boolean> {
  const waiting = await write();
  if (waiting !== undefined) await relayNow(ctx, row.userId, waiting);
  return waiting !== undefined;

  async function write(): Promise<Waiting | undefined> {
    const event = newEventKey(ctx);
    if (row.kind === 'import') {
      await requestScores(ctx, row.userId);
      return endImport(ctx.db, lease, how, row.requests, event);
    }
    if (how.status === 'done') return [];
    if (row.kind === 'score') return endScore(ctx.db, lease, how, RULES_VERSION, event);
    await failJob(ctx.db, lease.jobId, lease.owner, how);
    return [];
  }
}

/** 2^n × 500 ms after the nth failure, less a jitter of up to a quarter, so that jobs that failed together do not return together. */
function backoffMs(failed: number): number {
  return 2 ** failed * BACKOFF_BASE_MS * (0.75 + Math.random() / 4);
}

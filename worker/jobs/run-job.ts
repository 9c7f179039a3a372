import { ZodError } from 'zod';
import type { JobError } from '../../contracts/jobs.ts';
import { failExport } from '../../db/queries/exports.ts';
import { endImport } from '../../db/queries/imports.ts';
import {
  claimJob,
  completeJob,
  failJob,
  heldJob,
  type JobEnd,
  type JobRow,
  releaseJob,
  waitOf,
} from '../../db/queries/jobs.ts';
import { endScore } from '../../db/queries/score-jobs.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { type Context, forUser, newEventKey } from '../context.ts';
import { dropExport } from '../export/drop-export.ts';
import { logError } from '../log.ts';
import { countAttempt } from '../metrics.ts';
import { sentenceOf } from '../problem.ts';
import { requestScores } from '../services/trades/scores.ts';
import { exportUser } from './export.ts';
import { fetchForSimulation } from './fetch-for-simulation.ts';
import { importFromBroker, isRead } from './import-broker.ts';
import { importFromFile } from './import-file.ts';
import { holdLease, LEASE_MS, type Lease } from './lease.ts';
import { wake } from './messages.ts';
import type { AttemptOutcome } from './outcome.ts';
import { ImportSchema } from './params.ts';
import { relayNow } from './relay.ts';
import { scoreTraderFills } from './score.ts';
import { settleConnection, tellProblem } from './settle-connection.ts';
import { END } from './store-pages.ts';
import { verifyTrader } from './verify.ts';

/** The first and five more, since the job last stored something. */
const MAX_ATTEMPTS = 6;
/** A job that ends its worker at each claim, and stores nothing, is given up too. Deploys end workers as well, so it may happen some times. */
const MAX_CLAIMS = 20;
const BACKOFF_BASE_MS = 500;
/** Two clocks, and delays of whole seconds. */
const TOO_EARLY_MS = 2_000;

type BadEnd = Extract<JobEnd, { error: JobError }>;

const INTERNAL: JobError = { code: 'internal', message: sentenceOf('internal') };

/**
 * Does what a job asks for, as far as an attempt goes, in the name of its user; one that is not done then is sent for again. Throws where there is no
 * such job.
 */
export async function runJob(system: Context, jobId: string): Promise<void> {
  const owner = crypto.randomUUID();
  const row = await claimJob(system.db, jobId, owner, LEASE_MS);
  if (!row) return comeBack(system, jobId);
  const ctx = forUser(system, row.userId);
  const lease: Lease = { userId: row.userId, jobId, owner };
  if (row.claims > MAX_CLAIMS) return giveUp(ctx, row, lease, { status: 'dead', error: INTERNAL });
  const begun = ctx.now().getTime();
  const outcome = await holdLease(ctx, lease, () => attempt(ctx, row, lease));
  countAttempt(ctx.env, {
    kind: row.kind,
    outcome: outcome.kind,
    code: 'error' in outcome ? (outcome.error?.code ?? null) : null,
    waitMs: begun - row.createdAt.getTime(),
    runMs: ctx.now().getTime() - begun,
    attempt: row.attempts + 1,
  });
  if (outcome.kind === 'retry') await retry(ctx, row, lease, outcome);
  if (outcome.kind === 'wait') {
    // Jobs that wait for the same moment do not return together.
    const afterMs = outcome.afterMs * (1 + Math.random() / 4);
    await goOnLater(ctx, row, lease, { afterMs, error: outcome.error, isFailure: false });
  }
  if (outcome.kind === 'failed') await giveUp(ctx, row, lease, { status: 'failed', error: outcome.error });
}

/** A message that came a moment before its job's time is sent again; any other finds the job held or ended, and nothing to do. */
async function comeBack(ctx: Context, jobId: string): Promise<void> {
  const found = await waitOf(ctx.db, jobId);
  if (!found) throw new Error(`There is no job ${jobId}.`);
  if (found.waitMs > 0 && found.waitMs <= TOO_EARLY_MS)
    await wake(ctx.env, found.kind, [jobId], found.waitMs);
}

/** The attempts are counted as they stand by now: what was stored meanwhile has set them back. */
async function retry(
  ctx: Context,
  row: JobRow,
  lease: Lease,
  { error, afterMs }: Extract<AttemptOutcome, { kind: 'retry' }>,
): Promise<void> {
  const held = await heldJob(ctx.db, lease.jobId, lease.owner);
  if (!held) return;
  const failed = held.attempts + 1;
  if (failed >= MAX_ATTEMPTS) return giveUp(ctx, held, lease, { status: 'dead', error });
  const waitMs = Math.max(backoffMs(failed), afterMs ?? 0);
  await goOnLater(ctx, row, lease, { afterMs: waitMs, error, isFailure: true });
}

/** By a message of its own: a queue gives up what it has delivered six times, however well that went. */
async function goOnLater(
  ctx: Context,
  { kind }: JobRow,
  { jobId, owner }: Lease,
  wait: { afterMs: number; error: JobError | null; isFailure: boolean },
): Promise<void> {
  if (await releaseJob(ctx.db, jobId, owner, wait)) await wake(ctx.env, kind, [jobId], wait.afterMs);
}

async function attempt(ctx: Context, row: JobRow, lease: Lease): Promise<AttemptOutcome> {
  try {
    switch (row.kind) {
      case 'import':
        return await runImport(ctx, lease);
      case 'score':
        return await runScore(ctx, lease);
      case 'verify':
        return await verifyTrader(ctx, lease);
      case 'export':
        return await exportUser(ctx, lease, row);
      case 'simulate':
        return await fetchForSimulation(ctx, lease, row);
    }
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
      // First, since a broker that is slow to tell its balances is no reason for reflections to wait.
      await requestScores(ctx, lease.userId);
      if (isOfBroker) await settleConnection(ctx, lease.userId, params);
      if (await finishImport(ctx, held, lease, { status: 'done' })) return { kind: 'done' };
      continue;
    }
    const outcome = isOfBroker
      ? await importFromBroker(ctx, lease, params, { cursor: held.cursor, pages: held.progress.pages })
      : await importFromFile(ctx, lease, params, held.cursor);
    if (outcome.kind !== 'done') return outcome;
  }
}

/** A fill that was stored while the job was at work raised the job's requests: then the next claim goes over them again. */
async function runScore(ctx: Context, lease: Lease): Promise<AttemptOutcome> {
  const { requests, ...outcome } = await scoreTraderFills(
    ctx,
    lease,
    (attempts) => attempts + 1 >= MAX_ATTEMPTS,
  );
  if (outcome.kind !== 'done' || requests === undefined) return outcome;
  const isDone = await completeJob(ctx.db, lease.jobId, lease.owner, requests);
  return isDone ? outcome : { kind: 'wait', error: null, afterMs: 0 };
}

/**
 * Ends an import and tells its user. The scoring of what it stored was asked for before, however it ends: killed in between, it is asked for again.
 * Where its connection was replaced it is ended there, and whoever replaced it asks for the scoring.
 * false: the lease was lost, or an import that is done was asked for again meanwhile.
 */
async function finishImport(ctx: Context, row: JobRow, lease: Lease, how: JobEnd): Promise<boolean> {
  const isNews = how.status !== 'done' && (await tellOf(ctx, lease, row, how.error));
  const told = { event: newEventKey(ctx), entryId: ctx.newId(), isNews };
  const waiting = await endImport(ctx.db, lease, how, row.requests, told);
  if (waiting !== undefined) await relayNow(ctx, row.userId, waiting);
  return waiting !== undefined;
}

/** The params of a row that no code can read are of no connection. */
async function tellOf(ctx: Context, lease: Lease, { params }: JobRow, error: JobError): Promise<boolean> {
  const read = ImportSchema.safeParse(params);
  return read.success && read.data.source === 'broker' && tellProblem(ctx, lease, read.data, error);
}

/** Ends a job that will not be done, and tells whoever waits for it. */
async function giveUp(ctx: Context, row: JobRow, lease: Lease, how: BadEnd): Promise<void> {
  if (row.kind === 'import') {
    await requestScores(ctx, row.userId);
    await finishImport(ctx, row, lease, how);
  } else if (row.kind === 'verify' || row.kind === 'simulate')
    await failJob(ctx.db, lease.jobId, lease.owner, how);
  else if (row.kind === 'export') {
    await dropExport(ctx, (await heldJob(ctx.db, lease.jobId, lease.owner)) ?? row);
    await failExport(ctx.db, lease, how);
  } else {
    const waiting = await endScore(ctx.db, lease, how, RULES_VERSION, newEventKey(ctx));
    if (waiting !== undefined) await relayNow(ctx, row.userId, waiting);
  }
}

/** 2^n × 500 ms after the nth failure, less a jitter of up to a quarter, so that jobs that failed together do not return together. */
function backoffMs(failed: number): number {
  return 2 ** failed * BACKOFF_BASE_MS * (0.75 + Math.random() / 4);
}

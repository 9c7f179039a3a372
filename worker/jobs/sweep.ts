import { staleJobs } from '../../db/queries/jobs.ts';
import { ensurePartitions, usersWithEventsLeft } from '../../db/queries/outbox.ts';
import { usersToScore } from '../../db/queries/score-jobs.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import { requestScores } from '../services/scores.ts';
import { wake } from './messages.ts';
import { relay } from './relay.ts';

const EVENT_LEFT_MS = 30_000;
const JOB_STALE_MS = 30_000;
const MAX_PER_SWEEP = 200;

/** What was left behind by a lost message, a killed worker, a relay that failed or older rules is taken up again; so is hindsight that is due. */
export async function sweep(ctx: Context): Promise<void> {
  const jobs = await staleJobs(ctx.db, JOB_STALE_MS, MAX_PER_SWEEP);
  for (const kind of ['import', 'score', 'verify'] as const) {
    await wake(
      ctx.env,
      kind,
      jobs.filter((job) => job.kind === kind).map((job) => job.id),
    );
  }
  for (const userId of await usersToScore(ctx.db, RULES_VERSION, MAX_PER_SWEEP)) {
    await requestScores(ctx, userId);
  }
  for (const userId of await usersWithEventsLeft(ctx.db, EVENT_LEFT_MS, MAX_PER_SWEEP)) {
    // One user's feed that cannot be reached does not keep the others' waiting.
    await relay(ctx, userId).catch((error: unknown) => logError({ relay: userId }, error));
  }
}

export async function keepPartitions(ctx: Context, at: Date): Promise<void> {
  await ensurePartitions(ctx.db, at);
}

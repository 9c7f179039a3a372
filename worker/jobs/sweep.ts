import { staleJobs } from '../../db/queries/jobs.ts';
import { ensurePartitions, usersWithEventsLeft } from '../../db/queries/outbox.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import { wake } from './messages.ts';
import { relay } from './relay.ts';

const EVENT_LEFT_MS = 30_000;
const JOB_STALE_MS = 30_000;
const MAX_PER_SWEEP = 200;

/** What was left behind by a lost message, a killed worker or a relay that failed is taken up again. */
export async function sweep(ctx: Context): Promise<void> {
  const jobs = await staleJobs(ctx.db, JOB_STALE_MS, MAX_PER_SWEEP);
  for (const kind of ['import', 'score'] as const) {
    await wake(
      ctx.env,
      kind,
      jobs.filter((job) => job.kind === kind).map((job) => job.id),
    );
  }
  for (const userId of await usersWithEventsLeft(ctx.db, EVENT_LEFT_MS, MAX_PER_SWEEP)) {
    // One user's feed that cannot be reached does not keep the others' waiting.
    await relay(ctx, userId).catch((error: unknown) => logError({ relay: userId }, error));
  }
}

export async function keepPartitions(ctx: Context, at: Date): Promise<void> {
  await ensurePartitions(ctx.db, at);
}

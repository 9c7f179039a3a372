import type { JobKind } from '../../contracts/jobs.ts';
import { deadLettersToReplay, markReplayed } from '../../db/queries/dead-letters.ts';
import { queueDepths, takeStaleJobs } from '../../db/queries/jobs.ts';
import { dropPartitions, ensurePartitions, usersWithEventsLeft } from '../../db/queries/outbox.ts';
import { usersToScore } from '../../db/queries/score-jobs.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import { countDepth } from '../metrics.ts';
import { requestScores } from '../services/scores.ts';
import { queueOf, wake } from './messages.ts';
import { relay } from './relay.ts';

const EVENT_LEFT_MS = 30_000;
const JOB_STALE_MS = 30_000;
const JOBS_PER_ROUND = 500;
/** An invocation may make a thousand calls; a hundred messages are one. */
const MAX_ROUNDS = 30;
/** Each costs some four calls. */
const MAX_USERS = 100;
const MAX_REPLAYS = 50;
const EVENT_LIFE_MS = 90 * 24 * 3_600_000;

/**
 * What was left behind by a lost message, a killed worker, a relay that failed or older rules is taken up again; so is hindsight that is due.
 * The parts do not depend on each other: one that fails is logged and tried again in a minute, and the others go on.
 */
export async function sweep(ctx: Context): Promise<void> {
  await part('relay', () => relayLeftEvents(ctx));
  await part('wake', () => wakeStaleJobs(ctx));
  await part('replay', () => replayDeadLetters(ctx));
  await part('score', () => askForScores(ctx));
  await part('count', async () => {
    for (const depth of await queueDepths(ctx.db)) countDepth(ctx.env, depth);
  });
}

/** Once a day: partitions of the months to come, and an end to those whose events nobody can ask for any more. */
export async function keepPartitions(ctx: Context, at: Date): Promise<void> {
  await ensurePartitions(ctx.db, at);
  const kept = await dropPartitions(ctx.db, new Date(at.getTime() - EVENT_LIFE_MS));
  if (kept.length > 0)
    logError({ partitions: kept.join(' ') }, new Error('Old events have not reached their feed.'));
}

async function part(name: string, run: () => Promise<void>): Promise<void> {
  await run().catch((error: unknown) => logError({ sweep: name }, error));
}

async function relayLeftEvents(ctx: Context): Promise<void> {
  for (const userId of await usersWithEventsLeft(ctx.db, EVENT_LEFT_MS, MAX_USERS)) {
    // One user's feed that cannot be reached does not keep the others' waiting.
    await part(`relay ${userId}`, () => relay(ctx, userId, null));
  }
}

async function wakeStaleJobs(ctx: Context): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const jobs = await takeStaleJobs(ctx.db, JOB_STALE_MS, JOBS_PER_ROUND);
    const byKind = Map.groupBy(jobs, ({ kind }): JobKind => kind);
    for (const [kind, ofKind] of byKind) {
      const sent = await wake(
        ctx.env,
        kind,
        ofKind.map(({ id }) => id),
      );
      // The queue is full: what was taken and not sent is stale again in half a minute.
      if (!sent) return;
    }
    if (jobs.length < JOBS_PER_ROUND) return;
  }
}

async function replayDeadLetters(ctx: Context): Promise<void> {
  for (const { id, queue, body } of await deadLettersToReplay(ctx.db, MAX_REPLAYS)) {
    await queueOf(ctx.env, queue)?.send(body);
    await markReplayed(ctx.db, id);
  }
}

async function askForScores(ctx: Context): Promise<void> {
  for (const userId of await usersToScore(ctx.db, RULES_VERSION, MAX_USERS)) await requestScores(ctx, userId);
}

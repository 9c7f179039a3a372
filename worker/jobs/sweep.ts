import { EVENT_LIFE_MS } from '../../contracts/feed.ts';
import type { JobKind } from '../../contracts/jobs.ts';
import { deadLettersToReplay, markReplayed } from '../../db/queries/dead-letters.ts';
import { putBack, queueDepths, takeStaleJobs } from '../../db/queries/jobs.ts';
import { dropPartitions, ensurePartitions, usersWithEventsLeft } from '../../db/queries/outbox.ts';
import { dropEndedResets } from '../../db/queries/passwords.ts';
import { usersToScore } from '../../db/queries/score-jobs.ts';
import { dropUnconfirmedFactors } from '../../db/queries/second-factors.ts';
import { dropOldNonces } from '../../db/queries/service-nonces.ts';
import { dropEndedSessions } from '../../db/queries/sessions.ts';
import { dropQuietImports } from '../../db/queries/syncs.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Context } from '../context.ts';
import { inTime } from '../in-time.ts';
import { logError } from '../log.ts';
import { countDepth } from '../metrics.ts';
import { watchAudit } from '../services/audit-log.ts';
import { eraseLeft } from '../services/erase-account.ts';
import { tidyReplies } from '../services/idempotency.ts';
import { dropOldKeys, replaceDataKeys, rewrapDataKeys } from '../services/rotate-keys.ts';
import { requestScores } from '../services/scores.ts';
import { archiveDigests } from './archive-digests.ts';
import { askForDigests } from './ask-for-digests.ts';
import { queueOf, wake } from './messages.ts';
import { relay } from './relay.ts';
import { RETENTION } from './retention.ts';
import { requestDueSyncs } from './sync.ts';

const EVENT_LEFT_MS = 30_000;
/** A feed that takes longer goes on by itself, and keeps nobody else's events waiting. */
const RELAY_DEADLINE_MS = 5_000;
const JOB_STALE_MS = 30_000;
const JOBS_PER_ROUND = 500;
/** An invocation may make ten thousand calls, and a hundred messages are one: the parts together make some two thousand at the most. */
const MAX_ROUNDS = 20;
const MAX_USERS = 75;
const MAX_REPLAYS = 50;

/**
 * What was left behind by a lost message, a killed worker, a relay that failed or older rules is taken up again; so is hindsight that is due, and
 * connections are read again by themselves.
 * The parts do not depend on each other: one that fails is logged and tried again in a minute, and the others go on.
 */
export async function sweep(ctx: Context): Promise<void> {
  await Promise.all([
    part('relay', () => relayLeftEvents(ctx)),
    part('wake', () => wakeStaleJobs(ctx)),
    part('replay', () => replayDeadLetters(ctx)),
    part('score', () => askForScores(ctx)),
    part('sync', () => requestDueSyncs(ctx)),
    part('keys', async () => {
      await rewrapDataKeys(ctx);
      await replaceDataKeys(ctx);
    }),
    part('nonces', () => dropOldNonces(ctx.db)),
    part('erase', () => eraseLeft(ctx)),
    part('count', async () => {
      for (const depth of await queueDepths(ctx.db)) countDepth(ctx.env, depth);
    }),
  ]);
}

/** Digests that are due, and those that are old enough for the archive; neither waits for the other to go well. */
export async function eachHour(ctx: Context, at: Date): Promise<void> {
  await part('digests', () => askForDigests(ctx, at));
  await part('archive', () => archiveDigests(ctx, at));
}

/**
 * Once a day: partitions of the months to come, and an end to what is kept no longer: events that nobody can ask for any more, imports that brought
 * nothing, replies that were kept for a day, sessions and links that are over, and all that retention.ts names. The audit log is gone over.
 */
export async function tidyUp(ctx: Context, at: Date): Promise<void> {
  // First: an event that finds no partition of its month goes into the default one, and is moved out of it later at a price.
  await part('partitions', () => turnPartitions(ctx, at));
  await part('imports', () => dropQuietImports(ctx.db));
  await part('keys', () => dropOldKeys(ctx));
  await part('replies', () => tidyReplies(ctx));
  await part('sign-in', async () => {
    await dropEndedSessions(ctx.db);
    await dropEndedResets(ctx.db);
    await dropUnconfirmedFactors(ctx.db);
  });
  for (const [rule, run] of Object.entries(RETENTION)) await part(rule, () => run(ctx, at));
  await part('audit', () => watchAudit(ctx));
}

async function turnPartitions(ctx: Context, at: Date): Promise<void> {
  await ensurePartitions(ctx.db, at);
  const kept = await dropPartitions(ctx.db, new Date(at.getTime() - EVENT_LIFE_MS));
  if (kept.length > 0)
    logError({ partitions: kept.join(' ') }, new Error('Old events have not reached their feed.'));
}

async function part(name: string, run: () => Promise<unknown>): Promise<void> {
  await run().catch((error: unknown) => logError({ sweep: name }, error));
}

async function relayLeftEvents(ctx: Context): Promise<void> {
  for (const userId of await usersWithEventsLeft(ctx.db, EVENT_LEFT_MS, MAX_USERS)) {
    // One user's feed that cannot be reached does not keep the others' waiting.
    await part(`relay ${userId}`, () =>
      inTime(relay(ctx, userId, null), RELAY_DEADLINE_MS, 'The feed takes long.'),
    );
  }
}

async function wakeStaleJobs(ctx: Context): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const jobs = await takeStaleJobs(ctx.db, JOB_STALE_MS, JOBS_PER_ROUND);
    let isFull = false;
    for (const [kind, ofKind] of Map.groupBy(jobs, ({ kind }): JobKind => kind)) {
      const ids = ofKind.map(({ id }) => id);
      if (await wake(ctx.env, kind, ids)) continue;
      isFull = true;
      await putBack(ctx.db, ids);
    }
    if (isFull || jobs.length < JOBS_PER_ROUND) return;
  }
}

async function replayDeadLetters(ctx: Context): Promise<void> {
  for (const { id, queue, body } of await deadLettersToReplay(ctx.db, MAX_REPLAYS)) {
    await part(`replay ${id}`, async () => {
      const target = queueOf(ctx.env, queue);
      if (!target) throw new Error(`This Worker sends nothing to ${queue}.`);
      await target.send(JSON.parse(body));
      await markReplayed(ctx.db, id);
    });
  }
}

async function askForScores(ctx: Context): Promise<void> {
  for (const userId of await usersToScore(ctx.db, RULES_VERSION, MAX_USERS)) await requestScores(ctx, userId);
}

import type { JobKind } from '../../contracts/jobs.ts';
import { deadLettersToReplay, markReplayed } from '../../db/queries/dead-letters.ts';
import { putBack, queueDepths, takeStaleJobs } from '../../db/queries/jobs.ts';
import { usersWithEventsLeft } from '../../db/queries/outbox.ts';
import { usersToScore } from '../../db/queries/score-jobs.ts';
import { dropOldNonces } from '../../db/queries/service-nonces.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Context } from '../context.ts';
import { inTime } from '../in-time.ts';
import { countDepth } from '../metrics.ts';
import { eraseLeft } from '../services/privacy/erase-account.ts';
import { replaceDataKeys, rewrapDataKeys } from '../services/rotate-keys.ts';
import { requestScores } from '../services/trades/scores.ts';
import { archiveDigests } from './archive-digests.ts';
import { askForDigests } from './ask-for-digests.ts';
import { queueOf, wake } from './messages.ts';
import { part } from './part.ts';
import { relay } from './relay.ts';
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

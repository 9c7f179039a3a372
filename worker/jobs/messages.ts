import { z } from 'zod';
import { JobIdSchema, TimestampSchema, UlidSchema } from '../../contracts/ids.ts';
import type { JobKind } from '../../contracts/jobs.ts';
import { logError } from '../log.ts';

/** A message only wakes a worker up: what is to be done stands in the job's row. */
export const JobMessageSchema = z.strictObject({ jobId: JobIdSchema });

/** Of one message: each takes nine calls at the most, and an invocation may make ten thousand. */
const MOST_USERS_PER_MESSAGE = 100;

/** Users whose digest of the week is to be made that was over at that time, each in their own zone. Those that have it are passed over. */
export const DigestMessageSchema = z.strictObject({
  weekOverAt: TimestampSchema,
  userIds: z.array(UlidSchema).min(1).max(MOST_USERS_PER_MESSAGE),
});
export type DigestMessage = z.infer<typeof DigestMessageSchema>;

/** Cloudflare takes 256 KB in one call; a message of a hundred users has 3 KB. */
const DIGEST_MESSAGES_PER_CALL = 50;

/** Cloudflare takes no more in one call. */
const MAX_MESSAGES_PER_CALL = 100;

/** The longest delay that a queue takes. */
const MAX_DELAY_S = 43_200;

type Queues = Pick<Env, 'Q_IMPORT' | 'Q_SCORE' | 'Q_SIM' | 'Q_DIGEST'>;

/**
 * Sends a message for each job. A queue that takes no more (a local one throws beyond 10,000 that wait) fails nobody: the jobs are rows,
 * and the sweep sends for those that nothing was heard of. false: some were not sent.
 */
export async function wake(
  env: Queues,
  kind: JobKind,
  jobIds: readonly string[],
  delayMs = 0,
): Promise<boolean> {
  const queue = queueFor(env, kind);
  try {
    for (let from = 0; from < jobIds.length; from += MAX_MESSAGES_PER_CALL) {
      await queue.sendBatch(
        jobIds.slice(from, from + MAX_MESSAGES_PER_CALL).map((jobId) => ({ body: { jobId } })),
        { delaySeconds: Math.min(Math.ceil(delayMs / 1000), MAX_DELAY_S) },
      );
    }
    return true;
  } catch (error) {
    logError({ wake: kind, jobs: String(jobIds.length) }, error);
    return false;
  }
}

/** Sends the messages for users who are due. What a queue does not take fails nobody: the next hour's cron finds these users due again. */
export async function sendDigests(env: Queues, weekOverAt: Date, userIds: readonly string[]): Promise<void> {
  const messages: { body: DigestMessage }[] = [];
  for (let from = 0; from < userIds.length; from += MOST_USERS_PER_MESSAGE) {
    messages.push({
      body: {
        weekOverAt: weekOverAt.toISOString(),
        userIds: userIds.slice(from, from + MOST_USERS_PER_MESSAGE),
      },
    });
  }
  for (let from = 0; from < messages.length; from += DIGEST_MESSAGES_PER_CALL)
    await env.Q_DIGEST.sendBatch(messages.slice(from, from + DIGEST_MESSAGES_PER_CALL));
}

function queueFor(env: Queues, kind: JobKind): Queue {
  switch (kind) {
    case 'import':
    case 'export':
      return env.Q_IMPORT;
    case 'score':
    case 'verify':
      return env.Q_SCORE;
    case 'simulate':
      return env.Q_SIM;
  }
}

/** The queue of a name, as messages tell it; undefined for one that this Worker does not send to. */
export function queueOf(env: Queues, name: string): Queue | undefined {
  switch (name) {
    case 'q-import':
      return env.Q_IMPORT;
    case 'q-score':
      return env.Q_SCORE;
    case 'q-sim':
      return env.Q_SIM;
    case 'q-digest':
      return env.Q_DIGEST;
    default:
      return undefined;
  }
}

import { keepDeadLetter } from '../../db/queries/dead-letters.ts';
import { waitOf } from '../../db/queries/jobs.ts';
import { type Context, contextOf } from '../context.ts';
import { logError } from '../log.ts';
import { countDeadLetter } from '../metrics.ts';
import { makeDigests } from './make-digests.ts';
import { DigestMessageSchema, JobMessageSchema } from './messages.ts';
import { runJob } from './run-job.ts';

/** Of the hundred retries of a dead letter: an outage of days loses none. */
const MAX_RETRY_DELAY_S = 3_600;
const DEAD_LETTER_SUFFIX = '-dlq';
/** The one queue whose messages name no job. */
const DIGESTS = 'q-digest';

/** Each message by itself: one that fails does not hold up or repeat its neighbours. */
export async function consume(batch: MessageBatch, env: Env): Promise<void> {
  const ctx = contextOf(env);
  await Promise.all(
    batch.messages.map((message) =>
      handle(ctx, batch.queue, message).catch((error: unknown) => {
        // It cannot be read, its job is nobody's, or not even the job's row could be reached: the queue's own retries carry it on.
        logError({ messageId: message.id, queue: batch.queue, attempt: String(message.attempts) }, error);
        message.retry({ delaySeconds: Math.min(2 ** (message.attempts - 1), MAX_RETRY_DELAY_S) });
      }),
    ),
  );
}

function handle(ctx: Context, queue: string, message: Message): Promise<void> {
  return queue.endsWith(DEAD_LETTER_SUFFIX)
    ? bury(ctx, queue.slice(0, -DEAD_LETTER_SUFFIX.length), message)
    : work(ctx, queue, message);
}

async function work(ctx: Context, queue: string, message: Message): Promise<void> {
  if (queue === DIGESTS) await makeDigests(ctx, DigestMessageSchema.parse(message.body));
  else await runJob(ctx, JobMessageSchema.parse(message.body).jobId);
  message.ack();
}

/**
 * A message that used up its retries. A job that failed as often has ended; one whose attempts were never begun, because the database was away,
 * is woken by the sweep. Any other message is kept, with its reason, for an operator to look at; what digests it asked for, the next hour's cron does too.
 */
async function bury(ctx: Context, queue: string, message: Message): Promise<void> {
  const parsed = JobMessageSchema.safeParse(message.body);
  const isOfJob = parsed.success && (await waitOf(ctx.db, parsed.data.jobId)) !== undefined;
  if (!isOfJob) {
    const reason = parsed.success ? 'There is no such job.' : reasonOf(queue, message.body);
    await keepDeadLetter(ctx.db, { id: message.id, queue, body: textOf(message.body), reason });
  }
  countDeadLetter(ctx.env, queue);
  logError({ messageId: message.id, queue }, new Error('dead letter'));
  message.ack();
}

function reasonOf(queue: string, body: unknown): string {
  return queue === DIGESTS && DigestMessageSchema.safeParse(body).success
    ? 'These digests could not be begun.'
    : 'This is not a message that the Worker knows.';
}

/** As JSON, which escapes what a database cannot hold; what is none (a bigint) as it prints. */
function textOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? 'null';
  } catch {
    return JSON.stringify(String(body));
  }
}

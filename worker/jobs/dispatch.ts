import { type Context, contextOf } from '../context.ts';
import { logError } from '../log.ts';
import { JobMessageSchema } from './messages.ts';
import { buryJob, runJob } from './run-job.ts';

/** The longest delay that a queue takes. */
const MAX_DELAY_S = 43_200;

/** Each message by itself: one that fails does not hold up or repeat its neighbours. */
export async function consume(batch: MessageBatch, env: Env): Promise<void> {
  const ctx = contextOf(env);
  const handle = batch.queue.endsWith('-dlq') ? bury : work;
  await Promise.all(
    batch.messages.map((message) =>
      handle(ctx, message).catch((error: unknown) => {
        // Not even the job's row could be reached: the queue's own retries carry the message on.
        logError({ messageId: message.id }, error);
        message.retry({ delaySeconds: 2 ** message.attempts });
      }),
    ),
  );
}

async function work(ctx: Context, message: Message): Promise<void> {
  const again = await runJob(ctx, JobMessageSchema.parse(message.body).jobId);
  if (again) message.retry({ delaySeconds: Math.min(Math.ceil(again.retryAfterMs / 1000), MAX_DELAY_S) });
  else message.ack();
}

/** A message that used up its retries: its job, if there is one, ends as dead and its user is told. */
async function bury(ctx: Context, message: Message): Promise<void> {
  const parsed = JobMessageSchema.safeParse(message.body);
  if (parsed.success) await buryJob(ctx, parsed.data.jobId);
  console.error(
    JSON.stringify({ level: 'error', messageId: message.id, body: message.body, error: 'dead letter' }),
  );
  message.ack();
}

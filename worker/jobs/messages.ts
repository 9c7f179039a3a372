import { z } from 'zod';
import { JobIdSchema } from '../../contracts/ids.ts';
import type { JobKind } from '../../contracts/jobs.ts';

/** A message only wakes a worker up: what is to be done stands in the job's row. */
export const JobMessageSchema = z.strictObject({ jobId: JobIdSchema });

/** Local queues throw beyond this, and Cloudflare takes no more in one call. */
const MAX_MESSAGES_PER_CALL = 100;

type Queues = Pick<Env, 'Q_IMPORT' | 'Q_SCORE'>;

export async function wake(env: Queues, kind: JobKind, jobIds: readonly string[]): Promise<void> {
  const queue = kind === 'import' ? env.Q_IMPORT : env.Q_SCORE;
  for (let from = 0; from < jobIds.length; from += MAX_MESSAGES_PER_CALL) {
    await queue.sendBatch(
      jobIds.slice(from, from + MAX_MESSAGES_PER_CALL).map((jobId) => ({ body: { jobId } })),
    );
  }
}

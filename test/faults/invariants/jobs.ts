import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { JobResponseSchema } from '../../../contracts/jobs.ts';
import { parse } from '../../../dev/client.ts';
import type { Database } from '../database.ts';
import type { Trader } from '../trader.ts';

const JobRowSchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  code: z.string().nullable(),
});
const ENDED = new Set(['done', 'failed', 'dead']);
/** An import that nobody asked for begins when it is due: one that happens to be under way has so long to end. */
const UNDER_WAY_MS = 15_000;
const LOOK_MS = 150;

/** I4: every job has ended, and its user is told how, with a code and a sentence where it ended badly. */
export async function unendedJobs(database: Database, { userId, client }: Trader): Promise<string[]> {
  const began = Date.now();
  let rows = await jobsOf(database, userId);
  while (rows.some(({ status }) => !ENDED.has(status)) && Date.now() - began < UNDER_WAY_MS) {
    await sleep(LOOK_MS);
    rows = await jobsOf(database, userId);
  }
  const against: string[] = [];
  for (const { id, kind, status, code } of rows) {
    if (!ENDED.has(status)) against.push(`${kind} ${id} is ${status} (${code ?? 'no error'})`);
    const { job } = await parse(await client.get(`/api/jobs/${id}`), JobResponseSchema);
    if (job.status !== status) against.push(`${kind} ${id} is ${status}, and the user is told ${job.status}`);
    if (status !== 'done' && ENDED.has(status) && !job.error?.message)
      against.push(`${kind} ${id} ended as ${status} without a word`);
  }
  return against;
}

function jobsOf(database: Database, userId: string) {
  return database.rows(
    JobRowSchema,
    `select id, kind, status, error ->> 'code' as code from job where user_id = $1`,
    [userId],
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, JobResponseSchema } from '../../contracts/jobs.ts';
import { parse } from '../../dev/client.ts';
import type { Trader } from './trader.ts';

/** What a user sees of a job, asked for every 100 ms until it has ended. */
export interface Watched {
  last: Job;
  /** Every pair of status and code that was seen, in order. */
  seen: string[];
  seconds: number;
}

export async function watchJob({ client }: Trader, jobId: string, withinMs: number): Promise<Watched> {
  const began = Date.now();
  const seen: string[] = [];
  for (;;) {
    const { job } = await parse(await client.get(`/api/jobs/${jobId}`), JobResponseSchema);
    const state = job.error ? `${job.status} ${job.error.code}` : job.status;
    if (seen.at(-1) !== state) seen.push(state);
    const seconds = (Date.now() - began) / 1_000;
    const ended = job.status !== 'queued' && job.status !== 'running';
    if (ended || seconds * 1_000 > withinMs) return { last: job, seen, seconds };
    await sleep(100);
  }
}

import { renewLease } from '../../db/queries/jobs.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';

/** How long a job is left to a worker that was killed; a living one renews it three times as often. */
export const LEASE_MS = 30_000;
/** An invocation of a queue ends after fifteen minutes: work that then still goes on is waited for by nobody. */
const LONGEST_MS = 15 * 60_000;

/** A held job: only the worker whose name the row carries may write. */
export interface Lease {
  userId: string;
  jobId: string;
  owner: string;
}

/** Holds the lease for as long as the work takes: candles of many months, or a verification of years, take longer than a lease. */
export async function holdLease<Result>(
  ctx: Context,
  { jobId, owner }: Lease,
  work: () => Promise<Result>,
): Promise<Result> {
  const until = Date.now() + LONGEST_MS;
  const timer = setInterval(() => {
    if (Date.now() > until) clearInterval(timer);
    else renewLease(ctx.db, jobId, owner, LEASE_MS).catch((error: unknown) => logError({ jobId }, error));
  }, LEASE_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

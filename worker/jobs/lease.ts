import { renewLease } from '../../db/queries/jobs.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';

/** How long a job is left to a worker that was killed; a living one renews it three times as often. */
export const LEASE_MS = 30_000;

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
  const renew = () =>
    void renewLease(ctx.db, jobId, owner, LEASE_MS).catch((error: unknown) => logError({ jobId }, error));
  const timer = setInterval(renew, LEASE_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

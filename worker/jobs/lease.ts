/** Longer than any step of a job takes (a broker's deadline is 10 s); renewed with each page. */
export const LEASE_MS = 30_000;

/** A held job: only the worker whose name the row carries may write. */
export interface Lease {
  userId: string;
  jobId: string;
  owner: string;
}

import type { ImportProgress, JobError, JobStatus } from '../../../contracts/jobs.ts';

export interface ImportState {
  status: JobStatus;
  progress: ImportProgress;
  error?: JobError | undefined;
}

export function hasEnded(status: JobStatus): boolean {
  return status === 'done' || status === 'failed' || status === 'dead';
}

/** All was fetched, and not all of it has its reflection yet. With an error the rest is not coming. */
export function isBeingRead({ status, progress, error }: ImportState): boolean {
  return status === 'done' && error === undefined && progress.scored < progress.inserted;
}

/** Something of it is still to come: a fill, or a reflection. */
export function isUnderWay(job: ImportState): boolean {
  return !hasEnded(job.status) || isBeingRead(job);
}

/** Between the two no more happened than that some of it was read: another run of the same import is told of anew. */
export function isSameOutcome(now: ImportState, before: ImportState): boolean {
  return (
    hasEnded(now.status) &&
    now.status === before.status &&
    now.progress.seen === before.progress.seen &&
    now.error?.code === before.error?.code
  );
}

/** How far the reading of what was found has come; null while nothing says how much there is. */
export function readFraction(progress: ImportProgress): number | null {
  return progress.inserted === 0 ? null : Math.min(1, progress.scored / progress.inserted);
}

import type { ImportProgress, JobError, JobStatus } from '../../../../contracts/jobs.ts';

export interface JobView {
  status: JobStatus;
  progress: ImportProgress;
  error: JobError | undefined;
  at: string;
}

/** The newer of two tellings. A job's id comes back with its next run, so an end does not outweigh a later start. */
export function later(one: JobView | null, other: JobView | null): JobView | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one.at) > Date.parse(other.at) ? one : other;
}

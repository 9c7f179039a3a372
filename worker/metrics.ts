import type { QueueDepth } from '../db/queries/jobs.ts';

/**
 * Counts for the dashboard, as points of one Analytics Engine dataset. blob1 is what was counted; the others stand beside each function. Nothing
 * of a person is in them.
 */
type Metrics = Pick<Env, 'METRICS'>;

/** An attempt at a job: blobs kind, outcome, error code; doubles wait since it was asked for, duration (ms), attempt. */
export function countAttempt(
  env: Metrics,
  attempt: {
    kind: string;
    outcome: string;
    code: string | null;
    waitMs: number;
    runMs: number;
    attempt: number;
  },
): void {
  env.METRICS.writeDataPoint({
    indexes: ['attempt'],
    blobs: ['attempt', attempt.kind, attempt.outcome, attempt.code],
    doubles: [attempt.waitMs, attempt.runMs, attempt.attempt],
  });
}

/** Each minute: blob kind; doubles queued, running, age of the oldest (ms). */
export function countDepth(env: Metrics, { kind, queued, running, oldestMs }: QueueDepth): void {
  env.METRICS.writeDataPoint({
    indexes: ['depth'],
    blobs: ['depth', kind],
    doubles: [queued, running, oldestMs],
  });
}

/** A message that used up its retries: blob queue. */
export function countDeadLetter(env: Metrics, queue: string): void {
  env.METRICS.writeDataPoint({ indexes: ['dead-letter'], blobs: ['dead-letter', queue], doubles: [1] });
}

/** A message of weekly digests: doubles users asked for, digests made, failed, duration (ms). */
export function countDigests(
  env: Metrics,
  { asked, made, failed, runMs }: { asked: number; made: number; failed: number; runMs: number },
): void {
  env.METRICS.writeDataPoint({
    indexes: ['digests'],
    blobs: ['digests'],
    doubles: [asked, made, failed, runMs],
  });
}

/** An account was deleted to its end: double duration of the last run (ms). */
export function countErasure(env: Metrics, { runMs }: { runMs: number }): void {
  env.METRICS.writeDataPoint({ indexes: ['erasure'], blobs: ['erasure'], doubles: [runMs] });
}

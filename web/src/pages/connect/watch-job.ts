import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import { JobResponseSchema } from '../../../../contracts/jobs.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { hasEnded, isBeingRead } from '../../feed/imports.ts';
import { feed } from '../../feed/store.ts';
import { type JobView, later } from './job-view.ts';

const POLL_MS = 1_500;

interface WatchedJob {
  job: Accessor<JobView | null>;
  problem: Accessor<Failure | null>;
  retry: () => void;
}

/** A job as the feed tells of it, and as the API does: a trader whose feed is down sees the import run all the same. */
export function watchJob(jobId: string): WatchedJob {
  const [polled, setPolled] = createSignal<JobView | null>(null);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watching = true;

  const told = createMemo<JobView | null>(() => {
    const event = feed.imports().find((candidate) => candidate.payload.jobId === jobId);
    if (event === undefined) return null;
    const { status, progress, error } = event.payload;
    return { status, progress, error, at: event.ts };
  });
  const job = createMemo(() => later(told(), polled()));

  async function poll(): Promise<void> {
    const answer = await get(`/api/jobs/${jobId}`, JobResponseSchema);
    if (!watching) return;
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      const { status, progress, error, updatedAt } = answer.value.job;
      setPolled({ status, progress, error, at: updatedAt });
      if (hasEnded(status) && !isBeingRead({ status, progress, error })) return;
    } else if (answer.problem.code === 'not_found') return;
    timer = setTimeout(poll, POLL_MS);
  }

  void poll();
  onCleanup(() => {
    watching = false;
    clearTimeout(timer);
  });
  return {
    job,
    problem,
    retry: () => {
      clearTimeout(timer);
      void poll();
    },
  };
}

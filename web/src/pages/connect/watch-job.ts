import { type Accessor, batch, createMemo, createSignal, onCleanup } from 'solid-js';
import { JobResponseSchema } from '../../../../contracts/jobs.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { hasEnded, isUnderWay } from '../../feed/imports.ts';
import { feed } from '../../feed/store.ts';
import { type JobView, later } from './job-view.ts';

const POLL_MS = 1_500;
/** A look at a job that was seen may fail: only so many in a row are worth a word. */
const TOLD_AFTER = 3;

interface WatchedJob {
  job: Accessor<JobView | null>;
  /** It only tells what it would do: nothing of it will ever be read. */
  dryRun: Accessor<boolean>;
  /** Something of it is still to come. */
  underWay: Accessor<boolean>;
  problem: Accessor<Failure | null>;
  retry: () => Promise<void>;
}

/** A job as the feed tells of it, and as the API does: a trader whose feed is down sees the import run all the same. */
export function watchJob(jobId: string): WatchedJob {
  const [polled, setPolled] = createSignal<JobView | null>(null);
  const [dryRun, setDryRun] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let failed = 0;

  const told = createMemo<JobView | null>(() => {
    const event = feed.imports().find((candidate) => candidate.payload.jobId === jobId);
    if (event === undefined) return null;
    const { status, progress, error } = event.payload;
    return { status, progress, error, at: event.ts };
  });
  // The feed does not tell a check from an import: until the API has, nothing is said of either.
  const job = createMemo(() => (polled() === null ? null : later(told(), polled())));
  const underWay = createMemo(() => {
    const now = job();
    if (now === null) return true;
    return dryRun() ? !hasEnded(now.status) : isUnderWay(now);
  });

  async function poll(): Promise<void> {
    turn += 1;
    const mine = turn;
    clearTimeout(timer);
    const answer = await get(`/api/jobs/${jobId}`, JobResponseSchema);
    if (mine !== turn) return;
    failed = answer.ok ? 0 : failed + 1;
    if (answer.ok) setProblem(null);
    else if (polled() === null || failed >= TOLD_AFTER || answer.problem.code === 'not_found')
      setProblem(answer.problem);
    if (answer.ok) {
      const { status, progress, error, updatedAt, dryRun: isCheck } = answer.value.job;
      batch(() => {
        setDryRun(isCheck === true);
        setPolled({ status, progress, error, at: updatedAt });
      });
      if (!underWay()) return;
    } else if (answer.problem.code === 'not_found') return;
    timer = setTimeout(poll, POLL_MS);
  }

  void poll();
  onCleanup(() => {
    turn += 1;
    clearTimeout(timer);
  });
  return {
    job,
    dryRun,
    underWay,
    problem,
    retry: poll,
  };
}

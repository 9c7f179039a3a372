import { createEffect, createMemo, on, Show, untrack } from 'solid-js';
import { hasEnded, isBeingRead, isUnderWay } from '../../feed/imports.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { ImportCounts } from '../../ui/import-counts.tsx';
import ImportMeter from '../../ui/import-meter.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { watchJob } from './watch-job.ts';

const TITLES = {
  queued: 'Import is about to start',
  running: 'Importing',
  done: 'Import done',
  failed: 'Import stopped',
  dead: 'Import stopped after several attempts',
} as const;

/** One import: how far it is, what came of it, and what was not taken. */
export function JobReport(props: { jobId: string; onEnd: () => void; onRead: () => void }) {
  const { job, problem, retry } = watchJob(props.jobId);
  const ended = () => hasEnded(job()?.status ?? 'queued');
  const read = createMemo(() => {
    const now = job();
    return now !== null && !isUnderWay(now);
  });
  createEffect(on(ended, (now, before) => now && before === false && props.onEnd()));
  createEffect(() => read() && untrack(props.onRead));

  return (
    <>
      <Show when={job() === null && problem()}>
        {(shown) => <FailureNotice problem={shown()} onRetry={retry} />}
      </Show>
      <Show when={job()}>
        {(now) => (
          <section
            aria-labelledby="job-title"
            class="rounded-lg border border-line bg-surface px-5 py-5 text-sm"
          >
            <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
              <h2 id="job-title" role="status" class="text-lg">
                {isBeingRead(now()) ? 'Reading your trades' : TITLES[now().status]}
              </h2>
              <Show when={now().progress.scored > 0 || ended()}>
                <span class="ml-auto">
                  <ButtonLink href="/" look={now().status === 'done' ? 'primary' : 'plain'}>
                    See the reflections
                  </ButtonLink>
                </span>
              </Show>
            </div>
            <Show when={now().error}>{(error) => <p class="mt-1 text-loss">{error().message}</p>}</Show>
            <Show when={isUnderWay(now())}>
              <ImportMeter job={now()} />
            </Show>
            <ImportCounts progress={now().progress} />
            <Show when={ended() && now().progress.rejected > 0}>
              <RejectedRows jobId={props.jobId} total={now().progress.rejected} />
            </Show>
          </section>
        )}
      </Show>
    </>
  );
}

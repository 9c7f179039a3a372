import { createEffect, createMemo, type JSX, on, Show, untrack } from 'solid-js';
import type { ImportProgress, JobStatus } from '../../../../contracts/jobs.ts';
import { hasEnded, isBeingRead } from '../../feed/imports.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ImportCounts } from '../../ui/import-counts.tsx';
import ImportMeter from '../../ui/import-meter.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { tellImport } from './tell-import.ts';
import { watchJob } from './watch-job.ts';

const TITLES: Readonly<Record<'import' | 'check', Readonly<Record<JobStatus, string>>>> = {
  import: {
    queued: 'Import is about to start',
    running: 'Importing',
    done: 'Import done',
    failed: 'Import stopped',
    dead: 'Import stopped after several attempts',
  },
  check: {
    queued: 'Check is about to start',
    running: 'Checking the file',
    done: 'Checked: nothing was kept yet',
    failed: 'Check stopped',
    dead: 'Check stopped after several attempts',
  },
};

interface JobReportProps {
  jobId: string;
  onEnd: () => void;
  onClose: () => void;
  onRead?: () => void;
  /** What can be done once a check is done. */
  afterCheck?: (progress: ImportProgress) => JSX.Element;
}

/** One import or check: how far it is, what came of it, and what was not taken. */
export function JobReport(props: JobReportProps) {
  const { job, dryRun, underWay, problem, retry } = watchJob(props.jobId);
  const ended = () => hasEnded(job()?.status ?? 'queued');
  const done = () => job()?.status === 'done';
  const title = createMemo(() => {
    const now = job();
    if (now === null) return '';
    if (dryRun()) return TITLES.check[now.status];
    return isBeingRead(now) ? 'Reading your trades' : TITLES.import[now.status];
  });
  createEffect(on(ended, (now, before) => now && before === false && props.onEnd()));
  createEffect(() => job() !== null && !underWay() && untrack(() => props.onRead?.()));

  return (
    <>
      <Show when={job() === null && problem()}>
        {(shown) => <FailureNotice problem={shown()} onRetry={retry} />}
      </Show>
      <Show when={job() === null && problem() === null}>
        <div role="status" aria-label="Loading" class="skeleton h-12" />
      </Show>
      <Show when={job()}>
        {(now) => (
          <section aria-label="Import" class="text-sm">
            <div class="flex flex-wrap items-start gap-x-4 gap-y-3">
              <div role="status" class="min-w-52 flex-1">
                <h3 class="text-lg">{title()}</h3>
                <Show when={now().error}>{(error) => <p class="mt-0.5 text-loss">{error().message}</p>}</Show>
                <Show when={done()}>
                  <p class="mt-0.5 text-ink-2">{tellImport(now().progress, dryRun())}</p>
                </Show>
              </div>
              <div class="flex flex-wrap gap-2">
                <Show when={dryRun() && done()}>{props.afterCheck?.(now().progress)}</Show>
                <Show when={!dryRun() && now().progress.scored > 0}>
                  <ButtonLink href="/" look={done() ? 'primary' : 'plain'}>
                    See the reflections
                  </ButtonLink>
                </Show>
                <Show when={!underWay()}>
                  <Button look="ghost" onClick={props.onClose}>
                    Close
                  </Button>
                </Show>
              </div>
            </div>
            <Show when={underWay() && problem()}>
              {(shown) => (
                <div class="mt-3">
                  <FailureNotice problem={shown()} onRetry={retry} />
                </div>
              )}
            </Show>
            <Show when={underWay()}>
              <Show when={!dryRun()} fallback={<CheckMeter />}>
                <ImportMeter job={now()} />
              </Show>
            </Show>
            <Show when={!dryRun()}>
              <ImportCounts progress={now().progress} />
            </Show>
            <Show when={ended() && now().progress.rejected > 0}>
              <RejectedRows
                jobId={props.jobId}
                total={now().progress.rejected}
                dryRun={dryRun()}
                done={done()}
              />
            </Show>
          </section>
        )}
      </Show>
    </>
  );
}

/** How many rows there are is known at the end. */
function CheckMeter() {
  return (
    <div class="mt-3">
      <Progress label="Rows checked" value={null} />
    </div>
  );
}

import { Show } from 'solid-js';
import type { Job } from '../../../../contracts/jobs.ts';
import { hasEnded } from '../../feed/imports.ts';
import { formatCount } from '../../format/decimal.ts';
import { Moment } from '../../ui/moment.tsx';

export function LastImport(props: { job: Job | undefined }) {
  return (
    <p class="figures text-sm text-ink-2">
      <Show when={props.job} fallback="Nothing imported yet.">
        {(job) => (
          <>
            Last import <Moment ts={job().updatedAt} />:{' '}
            <Show when={job().error} fallback={outcome(job())}>
              {(error) => <span class="text-loss">{error().message}</span>}
            </Show>
          </>
        )}
      </Show>
    </p>
  );
}

function outcome(job: Job): string {
  if (!hasEnded(job.status)) return 'running';
  const { inserted, duplicates, rejected } = job.progress;
  const parts = [`${formatCount(inserted)} new`, `${formatCount(duplicates)} already here`];
  if (rejected > 0) parts.push(`${formatCount(rejected)} rejected`);
  return parts.join(', ');
}

import { Show } from 'solid-js';
import type { ImportProgress, JobStatus } from '../../../contracts/jobs.ts';
import { hasEnded, isBeingRead, readFraction } from '../feed/imports.ts';
import { Progress } from './progress.tsx';

export function ImportMeter(props: { status: JobStatus; progress: ImportProgress }) {
  return (
    <Show when={!hasEnded(props.status) || isBeingRead(props.status, props.progress)}>
      <div class="mt-3">
        <Progress label="Trades read" value={readFraction(props.progress)} />
      </div>
    </Show>
  );
}

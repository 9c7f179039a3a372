import { Show } from 'solid-js';
import { hasEnded, type ImportState, isBeingRead, readFraction } from '../feed/imports.ts';
import { Progress } from './progress.tsx';

export function ImportMeter(props: { job: ImportState }) {
  return (
    <Show when={!hasEnded(props.job.status) || isBeingRead(props.job)}>
      <div class="mt-3">
        <Progress label="Fills read" value={readFraction(props.job.progress)} />
      </div>
    </Show>
  );
}

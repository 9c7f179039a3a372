import { type ImportState, readFraction } from '../feed/imports.ts';
import { Progress } from './progress.tsx';

/** Of an import that is under way. */
export default function ImportMeter(props: { job: ImportState }) {
  return (
    <div class="mt-3">
      <Progress label="Fills read" value={readFraction(props.job.progress)} />
    </div>
  );
}

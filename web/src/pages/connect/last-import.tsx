import type { Job } from '../../../../contracts/jobs.ts';
import { hasEnded } from '../../feed/imports.ts';
import { Moment } from '../../ui/moment.tsx';
import { tellImport } from './tell-import.ts';

/** What came of the newest import, in a line. */
export function LastImport(props: { job: Job }) {
  const outcome = () => {
    if (!hasEnded(props.job.status)) return 'running';
    return props.job.error?.message ?? tellImport(props.job.progress, false);
  };
  return (
    <p class="figures text-ink-3">
      Last import, <Moment ts={props.job.updatedAt} />: {outcome()}
    </p>
  );
}

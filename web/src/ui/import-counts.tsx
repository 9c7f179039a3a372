import { For } from 'solid-js';
import type { ImportProgress } from '../../../contracts/jobs.ts';
import { formatCount } from '../format/decimal.ts';

const COUNTS: readonly [keyof ImportProgress, string][] = [
  ['pages', 'pages'],
  ['seen', 'seen'],
  ['inserted', 'new'],
  ['duplicates', 'already here'],
  ['rejected', 'rejected'],
  ['scored', 'read'],
];

export function ImportCounts(props: { progress: ImportProgress }) {
  return (
    <dl class="figures mt-2.5 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      <For each={COUNTS}>
        {([key, name]) => (
          <div class="flex flex-row-reverse gap-1.5">
            <dt class="text-ink-3">{name}</dt>
            <dd classList={{ 'text-loss': key === 'rejected' && props.progress.rejected > 0 }}>
              {formatCount(props.progress[key])}
            </dd>
          </div>
        )}
      </For>
    </dl>
  );
}

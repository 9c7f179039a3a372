import { For } from 'solid-js';
import type { ImportProgress } from '../../../contracts/jobs.ts';
import { formatCount } from '../format/decimal.ts';

const COUNTS: readonly [name: keyof ImportProgress, many: string, one?: string][] = [
  ['pages', 'pages', 'page'],
  ['seen', 'seen'],
  ['inserted', 'new'],
  ['moved', 'transfers, rewards and converts', 'transfer, reward or convert'],
  ['duplicates', 'already here'],
  ['rejected', 'rejected'],
  ['scored', 'read'],
];

export function ImportCounts(props: { progress: ImportProgress }) {
  return (
    <dl class="figures mt-2.5 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      <For each={COUNTS.filter(([key]) => key !== 'moved' || props.progress[key])}>
        {([key, many, one]) => (
          <div class="flex flex-row-reverse gap-1.5">
            <dt class="text-ink-3">{props.progress[key] === 1 ? (one ?? many) : many}</dt>
            <dd classList={{ 'text-loss': key === 'rejected' && props.progress.rejected > 0 }}>
              {formatCount(props.progress[key])}
            </dd>
          </div>
        )}
      </For>
    </dl>
  );
}

import { type Component, For } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { CheckIcon, CrossIcon } from '../../ui/icons.tsx';
import { CANNOT, describeScope } from './describe-scope.ts';

/** scope: what was allowed, in the broker's words; null before anything was. */
export function ReadsAndCannot(props: { name: string; scope: string | null }) {
  const points = () => {
    const { reads, other } = describeScope(props.scope);
    return [...reads, ...other.map((word) => `“${word}”, as ${props.name} calls it`)];
  };
  return (
    <div class="grid gap-x-8 gap-y-5 text-sm sm:grid-cols-2">
      <Points title={`What is read from ${props.name}`} points={points()} icon={CheckIcon} />
      <Points title="What cannot be done" points={CANNOT} icon={CrossIcon} />
    </div>
  );
}

function Points(props: { title: string; points: readonly string[]; icon: Component }) {
  return (
    <div>
      <h3 class="font-medium tracking-normal text-ink-2">{props.title}</h3>
      <ul class="mt-2 flex flex-col gap-1.5 text-ink-2">
        <For each={props.points}>
          {(point) => (
            <li class="flex gap-2.5 [overflow-wrap:anywhere]">
              <span class="mt-0.5 text-ink-3">
                <Dynamic component={props.icon} />
              </span>
              {point}
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}

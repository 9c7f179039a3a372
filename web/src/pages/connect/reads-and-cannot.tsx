import { type Component, For } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { CheckIcon, CrossIcon } from '../../ui/icons.tsx';

const READS = ['Your fills: product, side, quantity, price, fee, time', 'The accounts they belong to'];
const CANNOT = ['Place, change or cancel an order', 'Move or withdraw funds', 'See your password'];

export function ReadsAndCannot(props: { name: string }) {
  return (
    <div class="grid gap-x-8 gap-y-5 px-5 pt-4 pb-5 text-sm sm:grid-cols-2">
      <Points title={`What is read from ${props.name}`} points={READS} icon={CheckIcon} />
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
            <li class="flex gap-2.5">
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

import { type JSX, Show } from 'solid-js';

interface FigureProps {
  name: string;
  /** null: it is not known. */
  value: JSX.Element;
  /** What it rests on. */
  sample: string;
  /** What would make it known. */
  remedy?: JSX.Element;
  /** What the name means, where it is a term, or what it was before. */
  note?: string;
}

/** One of the figures of a `dl`, with what it rests on. */
export function Figure(props: FigureProps) {
  return (
    <div class="min-w-0 border-t border-line py-3 text-sm">
      <dt class="text-ink-2">{props.name}</dt>
      <dd class="mt-0.5">
        <Show when={props.value} fallback={<span class="text-base text-ink-3">Not known yet</span>}>
          {(value) => <span class="text-lg font-medium">{value()}</span>}
        </Show>
        <span class="mt-0.5 block text-xs text-pretty text-ink-3">{props.sample}</span>
        {props.remedy}
        <Show when={props.note}>
          <span class="mt-0.5 block text-xs text-pretty text-ink-3">{props.note}</span>
        </Show>
      </dd>
    </div>
  );
}

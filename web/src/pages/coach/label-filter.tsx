import { For } from 'solid-js';
import { type Label, LabelSchema } from '../../../../contracts/labels.ts';
import { feed } from '../../feed/store.ts';
import { LABELS } from '../../feed/tally.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';

export function readLabel(text: unknown): Label | undefined {
  const parsed = LabelSchema.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

export function LabelFilter(props: {
  value: Label | undefined;
  onChange: (label: Label | undefined) => void;
}) {
  const offered = () => LABELS.filter((label) => feed.tally().of(label) > 0 || label === props.value);
  return (
    <fieldset class="-mx-4 mt-6 flex min-w-0 gap-1 overflow-x-auto px-4 py-1 sm:-mx-1 sm:flex-wrap sm:px-1">
      <legend class="sr-only">Show reflections with the label</legend>
      <Choice chosen={props.value === undefined} onChoose={() => props.onChange(undefined)} name="All" />
      <For each={offered()}>
        {(label) => (
          <Choice
            chosen={props.value === label}
            onChoose={() => props.onChange(props.value === label ? undefined : label)}
            name={LABEL_TEXT[label].name}
            dot={LABEL_FILL[label]}
          />
        )}
      </For>
    </fieldset>
  );
}

function Choice(props: { chosen: boolean; name: string; dot?: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={props.chosen}
      onClick={props.onChoose}
      class="flex h-8 shrink-0 items-center gap-2 rounded-md px-3 text-sm text-ink-2 transition-colors hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink [@media(pointer:coarse)]:h-11"
    >
      {props.dot !== undefined && <span aria-hidden="true" class={`size-2 rounded-full ${props.dot}`} />}
      {props.name}
    </button>
  );
}

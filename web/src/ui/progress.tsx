import { Progress as Kobalte } from '@kobalte/core/progress';
import { Show } from 'solid-js';

/** value: a fraction, or null while there is no telling. */
export function Progress(props: { label: string; value: number | null }) {
  return (
    <Kobalte
      value={props.value ?? 0}
      minValue={0}
      maxValue={1}
      indeterminate={props.value === null}
      aria-label={props.label}
    >
      <Kobalte.Track class="h-1 overflow-hidden rounded-full bg-line">
        <Show
          when={props.value !== null}
          fallback={<div class="h-full w-1/4 animate-[slide-across_1.4s_linear_infinite] rounded-full bg-ink-3" />}
        >
          <Kobalte.Fill class="h-full w-(--kb-progress-fill-width) rounded-full bg-ink transition-[width] duration-300" />
        </Show>
      </Kobalte.Track>
    </Kobalte>
  );
}

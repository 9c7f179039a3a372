import { Show } from 'solid-js';

/** value: a fraction, or null while there is no telling: what moves then is dashed where nothing may move, so that it reads as no fraction. */
export function Progress(props: { label: string; value: number | null }) {
  const percent = () => Math.round((props.value ?? 0) * 100);
  return (
    <div
      role="progressbar"
      tabindex="-1"
      aria-label={props.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={props.value === null ? undefined : percent()}
      class="keeps-colour h-1 overflow-hidden rounded-full bg-line"
    >
      <Show
        when={props.value !== null}
        fallback={
          <div class="h-full w-1/4 animate-[slide-across_1.4s_linear_infinite] rounded-full bg-ink-3 motion-reduce:w-full motion-reduce:animate-none motion-reduce:bg-transparent motion-reduce:bg-[repeating-linear-gradient(90deg,var(--ink-3)_0_6px,transparent_6px_12px)]" />
        }
      >
        <div
          class="h-full rounded-full bg-ink transition-[width] duration-300"
          style={{ width: `${percent()}%` }}
        />
      </Show>
    </div>
  );
}

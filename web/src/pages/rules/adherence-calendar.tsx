import { createMemo, For, Show } from 'solid-js';
import type { AdherenceDay } from '../../../../contracts/rule-reports.ts';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { gridOf, tellGrid, tellRange } from './adherence-grid.ts';

/** Twelve weeks at a glance: a full square is a day on which the rule was kept, a crossed one a day on which it was broken. */
export function AdherenceCalendar(props: {
  days: readonly AdherenceDay[];
  firstDay: string;
  lastDay: string;
  name: string;
}) {
  const weeks = createMemo(() => gridOf(props.days, props.firstDay, props.lastDay));
  const all = () =>
    weeks()
      .flat()
      .filter((cell) => cell !== null).length;
  return (
    <div>
      <div
        role="img"
        aria-label={`${props.name}, twelve weeks. ${tellGrid(props.days, all())}`}
        class="flex gap-1"
      >
        <For each={weeks()}>
          {(week) => (
            <div class="flex flex-col gap-1">
              <For each={week}>
                {(cell) => (
                  <span class="flex size-3.5 items-center justify-center" title={cell?.text}>
                    <Show when={cell}>{(day) => <VerdictMark verdict={day().verdict} />}</Show>
                  </span>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <p class="figures mt-2 max-w-56 text-xs text-ink-3">{tellRange(props.firstDay, props.lastDay)}</p>
    </div>
  );
}

export function CalendarKey() {
  return (
    <p aria-hidden="true" class="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-3">
      <span class="flex items-center gap-1.5">
        <VerdictMark verdict="kept" /> kept
      </span>
      <span class="flex items-center gap-1.5">
        <VerdictMark verdict="broken" /> broken
      </span>
      <span class="flex items-center gap-1.5">
        <VerdictMark verdict="not_applicable" /> nothing to say
      </span>
    </p>
  );
}

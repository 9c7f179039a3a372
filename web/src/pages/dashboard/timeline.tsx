import { createMemo, createSignal, For } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import type { Stats } from '../../../../contracts/stats.ts';
import { ChartCursor } from '../../charts/chart-cursor.tsx';
import { countOf } from '../../format/counts.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { formatShortDate } from './day-names.ts';
import { type Bar, STACK_ORDER, stackTimeline } from './stack-timeline.ts';

/** Orders with each behaviour by week; one of them can be looked at alone. */
export function Timeline(props: { timeline: Stats['timeline'] }) {
  const [only, setOnly] = createSignal<Label>();
  const [at, setAt] = createSignal<number | null>(null);
  const offered = createMemo(() =>
    STACK_ORDER.filter((label) =>
      props.timeline.some((week) => week.labels.some((row) => row.label === label && row.orders > 0)),
    ),
  );
  const shown = () => {
    const label = only();
    return label !== undefined && offered().some((other) => other === label) ? [label] : offered();
  };
  const bars = createMemo(() => stackTimeline(props.timeline, shown()));
  const tallest = () => Math.max(1, ...bars().map((bar) => bar.height));
  const places = () => bars().map((_, i) => (i + 0.5) / bars().length);
  const textAt = (i: number) => {
    const bar = bars()[i];
    return bar === undefined ? '' : tellBar(bar);
  };
  const peak = () => bars().findLastIndex((bar) => bar.height === tallest());

  return (
    <>
      <fieldset class="-mx-2.5 mt-3 flex min-w-0 flex-wrap gap-0.5">
        <legend class="sr-only">Show one behaviour alone</legend>
        <For each={offered()}>
          {(label) => (
            <button
              type="button"
              aria-pressed={only() === label}
              title={LABEL_TEXT[label].meaning}
              onClick={() => setOnly((now) => (now === label ? undefined : label))}
              class="flex h-8 shrink-0 items-center gap-2 rounded-md px-2.5 text-sm text-ink-2 transition-colors hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink [@media(pointer:coarse)]:h-11"
            >
              <span aria-hidden="true" class={`size-3 rounded-sm ${LABEL_FILL[label]}`} />
              {LABEL_TEXT[label].name}
            </button>
          )}
        </For>
      </fieldset>
      <div class="relative mt-3 h-36">
        <div
          role="img"
          aria-label={`Orders with a behaviour, by week. The most: ${textAt(peak())}`}
          class="flex h-full items-end gap-px border-b border-line-strong sm:gap-0.5"
        >
          <For each={bars()}>
            {(bar, i) => (
              <div
                class={`flex h-full flex-1 flex-col-reverse items-center ${at() === i() ? 'bg-hover' : ''}`}
              >
                <For each={bar.parts}>
                  {(part) => (
                    <div
                      class={`w-full max-w-10 border-t border-bg ${LABEL_FILL[part.label]}`}
                      style={{ height: `${(part.orders / tallest()) * 100}%` }}
                    />
                  )}
                </For>
              </div>
            )}
          </For>
        </div>
        <ChartCursor label="Week" places={places()} at={at()} onMove={setAt} textAt={textAt} />
      </div>
      <p aria-hidden="true" class="figures mt-1.5 flex justify-between text-xs text-ink-3">
        <span>{formatShortDate(bars()[0]?.from ?? '')}</span>
        <span>{formatShortDate(bars().at(-1)?.to ?? '')}</span>
      </p>
      <p aria-hidden="true" class="figures mt-2 min-h-10 text-sm text-pretty text-ink-2 sm:min-h-5">
        {at() === null ? `Most: ${textAt(peak())}` : textAt(at() ?? 0)}
      </p>
    </>
  );
}

function tellBar(bar: Bar): string {
  const days = `${formatShortDate(bar.from)} to ${formatShortDate(bar.to)}`;
  const parts = bar.parts.toReversed().map(({ label, orders }) => `${LABEL_TEXT[label].name} ${orders}`);
  if (bar.orders === 0) return `${days}: no orders`;
  return `${days}: ${parts.length === 0 ? 'none' : parts.join(', ')}, of ${countOf(bar.orders, 'order')}`;
}

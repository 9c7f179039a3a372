import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Simulation } from '../../../../../contracts/simulations.ts';
import { ChartCursor } from '../../../charts/chart-cursor.tsx';
import { formatCompact } from '../../../charts/format-compact.ts';
import { quoteOf } from '../../../format/decimal.ts';
import { formatPnl } from '../../../format/money.ts';
import { formatDateTime } from '../../../format/time.ts';
import { timezone } from '../../../session.ts';
import { describePaths } from './describe-paths.ts';
import { layPaths } from './lay-paths.ts';

/** Told apart by their strokes, and not by colour alone: green and red are kept for money. */
const PATHS = [
  { name: 'actual', label: 'As it was', stroke: 'var(--ink)', dash: 'none', width: 2 },
  { name: 'hold', label: 'Held', stroke: 'var(--discipline)', dash: '7 4', width: 1.75 },
  { name: 'wait', label: 'Waited', stroke: 'var(--rhythm)', dash: '2 3', width: 1.75 },
] as const;

/** The stop's exit is a point and no path. */
const DIAMOND = 'keeps-colour size-2.5 rotate-45 bg-ink ring-2 ring-bg';

/** What the trade came to and would have come to, hour by hour. */
export function PathsChart(props: { simulation: Simulation }) {
  const [at, setAt] = createSignal<number | null>(null);
  const series = () => props.simulation.series;
  const laid = createMemo(() => layPaths(props.simulation));
  const shown = () => PATHS.filter(({ name }) => laid().paths[name] !== null);

  function textAt(i: number): string {
    const point = series()[i];
    if (point === undefined) return '';
    const told = shown().map(
      ({ name, label }) =>
        `${label.toLowerCase()} ${formatPnl(point[name] ?? '0', quoteOf(props.simulation.symbol))}`,
    );
    return `${formatDateTime(point.ts, timezone())}: ${told.join(', ')} ${quoteOf(props.simulation.symbol)}`;
  }

  return (
    <figure class="min-w-0">
      <div class="relative ml-12 h-56">
        <svg
          role="img"
          aria-label={describePaths(props.simulation, timezone())}
          class="absolute inset-0 size-full overflow-visible"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
        >
          <For each={laid().ticks}>
            {({ value, y }) => (
              <path
                d={`M0 ${y * 100}H100`}
                stroke={value === 0 ? 'var(--line-strong)' : 'var(--line)'}
                vector-effect="non-scaling-stroke"
              />
            )}
          </For>
          <For each={shown().toReversed()}>
            {({ name, stroke, dash, width }) => (
              <path
                d={laid().paths[name] ?? ''}
                fill="none"
                stroke={stroke}
                stroke-width={width}
                stroke-dasharray={dash}
                stroke-linejoin="round"
                vector-effect="non-scaling-stroke"
              />
            )}
          </For>
        </svg>
        <For each={laid().ticks}>
          {({ value, y }) => (
            <span
              aria-hidden="true"
              class="figures absolute right-full mr-2 -translate-y-1/2 text-xs text-ink-3"
              style={{ top: `${y * 100}%` }}
            >
              {formatCompact(value)}
            </span>
          )}
        </For>
        <Show when={laid().stop}>
          {(stop) => (
            <span
              aria-hidden="true"
              class={`absolute -translate-1/2 ${DIAMOND}`}
              style={{ left: `${stop().x * 100}%`, top: `${stop().y * 100}%` }}
            />
          )}
        </Show>
        <Show when={laid().places[at() ?? -1] !== undefined}>
          <div
            class="absolute inset-y-0 w-px bg-line-strong"
            style={{ left: `${(laid().places[at() ?? -1] ?? 0) * 100}%` }}
          />
        </Show>
        <ChartCursor label="Hour" places={laid().places} at={at()} onMove={setAt} textAt={textAt} />
      </div>
      <p aria-hidden="true" class="figures mt-1.5 ml-12 flex justify-between text-xs text-ink-3">
        <span>{formatDateTime(series()[0]?.ts ?? '', timezone())}</span>
        <span>{formatDateTime(series().at(-1)?.ts ?? '', timezone())}</span>
      </p>
      <figcaption class="mt-3 ml-12 text-xs text-ink-3">
        <div class="flex flex-wrap gap-x-5 gap-y-1">
          <For each={shown()}>
            {({ label, stroke, dash, width }) => (
              <span class="flex items-center gap-2">
                <svg aria-hidden="true" class="h-2 w-7" viewBox="0 0 28 8">
                  <path d="M0 4H28" stroke={stroke} stroke-width={width} stroke-dasharray={dash} />
                </svg>
                {label}
              </span>
            )}
          </For>
          <Show when={laid().stop}>
            <span class="flex items-center gap-2">
              <span aria-hidden="true" class={`mx-1.5 ${DIAMOND}`} />
              Stopped
            </span>
          </Show>
        </div>
        <p aria-hidden="true" class="figures mt-2 min-h-5 text-sm text-ink-2">
          {textAt(at() ?? series().length - 1)}
        </p>
      </figcaption>
    </figure>
  );
}

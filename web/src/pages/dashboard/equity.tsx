import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { ChartCursor } from '../../charts/chart-cursor.tsx';
import { formatCompact } from '../../charts/format-compact.ts';
import { countOf } from '../../format/counts.ts';
import { dayOf } from '../../format/days.ts';
import { formatPnl, formatSize } from '../../format/money.ts';
import { Section } from '../../ui/section.tsx';
import { formatFullDay, formatShortDate } from './day-names.ts';
import { layEquity, placeFall } from './equity-curve.ts';

/** The net result of all days so far, day by day. */
export function Equity(props: { stats: Stats; first: string; today: string }) {
  const [at, setAt] = createSignal<number | null>(null);
  const days = () => props.stats.days;
  const curve = createMemo(() => layEquity(days(), props.first, props.today));
  const money = (value: string) => `${formatPnl(value, props.stats.currency)} ${props.stats.currency}`;

  function textAt(i: number): string {
    const day = days()[i];
    if (day === undefined) return '';
    const that = day.trades === 0 ? countOf(day.fills, 'fill') : countOf(day.trades, 'trade');
    return `${formatFullDay(day.day)}: ${money(day.cumulative)} in all, ${money(day.net)} that day in ${that}`;
  }

  const fallDays = createMemo(() => {
    const fall = props.stats.maxDrawdown;
    if (fall === null) return null;
    const { timezone } = props.stats;
    return {
      peak: fall.peakAt === null ? null : dayOf(fall.peakAt, timezone),
      trough: dayOf(fall.troughAt, timezone),
      amount: formatSize(fall.amount, props.stats.currency),
    };
  });
  const band = () => {
    const fall = fallDays();
    return fall === null ? null : placeFall(fall, props.first, props.today);
  };
  const answer = () => {
    const fall = fallDays();
    if (fall === null) return 'It never fell below an earlier high.';
    const from = fall.peak === null ? 'the start' : formatShortDate(fall.peak);
    return `The deepest fall, shaded, was ${fall.amount}: from ${from} to ${formatShortDate(fall.trough)}.`;
  };
  const summary = () => {
    const values = days().map((day) => day.cumulative);
    const last = values.at(-1) ?? '0';
    return `Net result added up from ${formatFullDay(props.first)} to ${formatFullDay(props.today)}: it ends at ${money(last)}. ${answer()}`;
  };

  return (
    <Section title="Net result, added up" answer={answer()}>
      <div class="relative mt-4 ml-11 h-56 sm:h-72">
        <svg
          role="img"
          aria-label={summary()}
          class="absolute inset-0 size-full overflow-visible"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
        >
          <Show when={band()}>
            {(found) => (
              <rect
                x={found().x * 100}
                width={found().width * 100}
                y="0"
                height="100"
                fill="var(--loss)"
                opacity="0.07"
              />
            )}
          </Show>
          <For each={curve().ticks}>
            {({ value, y }) => (
              <path
                d={`M0 ${y * 100}H100`}
                stroke={value === 0 ? 'var(--line-strong)' : 'var(--line)'}
                vector-effect="non-scaling-stroke"
              />
            )}
          </For>
          <path
            d={curve().path}
            fill="none"
            stroke="var(--ink)"
            stroke-width="1.75"
            stroke-linejoin="round"
            vector-effect="non-scaling-stroke"
          />
        </svg>
        <For each={curve().ticks}>
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
        <Show when={curve().points[at() ?? -1]}>
          {(point) => (
            <>
              <div class="absolute inset-y-0 w-px bg-line-strong" style={{ left: `${point().x * 100}%` }} />
              <div
                class="keeps-colour absolute size-2.5 -translate-1/2 rounded-full bg-ink ring-2 ring-bg"
                style={{ left: `${point().x * 100}%`, top: `${point().y * 100}%` }}
              />
            </>
          )}
        </Show>
        <ChartCursor
          label="Day"
          places={curve().points.map(({ x }) => x)}
          at={at()}
          onMove={setAt}
          textAt={textAt}
        />
      </div>
      <p aria-hidden="true" class="figures mt-1.5 ml-11 flex justify-between text-xs text-ink-3">
        <span>{formatShortDate(props.first)}</span>
        <span>{formatShortDate(props.today)}</span>
      </p>
      <p aria-hidden="true" class="figures mt-2 min-h-5 text-sm text-ink-2">
        {textAt(at() ?? days().length - 1)}
      </p>
    </Section>
  );
}

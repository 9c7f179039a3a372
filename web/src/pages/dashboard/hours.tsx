import { createSignal, For } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { ChartCursor } from '../../charts/chart-cursor.tsx';
import { countOf, tellOutcomes } from '../../format/counts.ts';
import { signOf } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { Section } from '../../ui/section.tsx';

const HOURS = 24;
/** The middle of each bar. */
const PLACES = Array.from({ length: HOURS }, (_, hour) => (hour + 0.5) / HOURS);

/** Net result by the trader's own hour of the day: gains above the line, losses below. */
export function Hours(props: { stats: Stats }) {
  const [at, setAt] = createSignal<number | null>(null);
  const rows = () => props.stats.hours;
  const most = () => Math.max(0, ...rows().map((row) => Math.abs(Number(row.net))));
  const worst = () => rows().toSorted((a, b) => Number(a.net) - Number(b.net))[0];

  function textAt(i: number): string {
    const row = rows()[i];
    if (row === undefined) return '';
    const span = `${row.hour}:00 to ${row.hour + 1}:00`;
    if (row.trades === 0 && signOf(row.net) === 'flat') return `${span}: no trade`;
    const net = `${formatPnl(row.net, props.stats.currency)} ${props.stats.currency}`;
    return `${span}: ${net} over ${countOf(row.trades, 'trade')}${row.trades === 0 ? '' : ` (${tellOutcomes(row)})`}`;
  }

  const answer = () => {
    const hour = worst();
    if (hour === undefined || signOf(hour.net) !== 'loss') return 'No hour of the day lost money.';
    return `The costliest hour is ${hour.hour}:00 to ${hour.hour + 1}:00: ${formatPnl(hour.net, props.stats.currency)} ${props.stats.currency} over ${countOf(hour.trades, 'trade')}.`;
  };

  return (
    <Section title="By hour of the day" answer={answer()}>
      <div class="relative mt-6 h-40">
        <div
          role="img"
          aria-label={`Net result by hour of the day. ${answer()}`}
          class="flex h-full items-stretch gap-px"
        >
          <For each={rows()}>
            {(row, i) => (
              <div class={`relative flex-1 border-x border-transparent ${at() === i() ? 'bg-hover' : ''}`}>
                <div class="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
                <Bar net={Number(row.net)} most={most()} />
              </div>
            )}
          </For>
        </div>
        <ChartCursor label="Hour of the day" places={PLACES} at={at()} onMove={setAt} textAt={textAt} />
      </div>
      <div aria-hidden="true" class="figures mt-1.5 flex justify-between text-xs text-ink-3">
        <For each={[0, 6, 12, 18, 24]}>{(hour) => <span>{hour}</span>}</For>
      </div>
      <p aria-hidden="true" class="figures mt-2 min-h-5 text-sm text-ink-2">
        {textAt(at() ?? -1) || 'Point at an hour, or touch it, to read it.'}
      </p>
    </Section>
  );
}

function Bar(props: { net: number; most: number }) {
  const height = () => `${props.most === 0 ? 0 : (Math.abs(props.net) / props.most) * 50}%`;
  return (
    <div
      class={`keeps-colour absolute inset-x-0 ${props.net < 0 ? 'top-1/2 bg-loss/70' : 'bottom-1/2 bg-gain/70'}`}
      style={{ height: height() }}
    />
  );
}

import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { formatCompactResult } from '../../charts/format-compact.ts';
import { signOf } from '../../format/decimal.ts';
import { tradesPath } from '../../trades-path.ts';
import { type MonthGrid, strengthOf } from './calendar-layout.ts';
import { formatMonth } from './day-names.ts';

type Day = Stats['days'][number];

interface CalendarMonthProps {
  grid: MonthGrid;
  days: ReadonlyMap<string, Day>;
  /** The largest result of a day, whatever its sign. */
  most: number;
  /** There is room for amounts. */
  roomy: boolean;
  /** The days of the report: those before and after are not of it. */
  first: string;
  last: string;
  /** The day that the tab key reaches. */
  stop: string | undefined;
  onReach: (day: string) => void;
  textOf: (day: string) => string;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** By strength, 1 to 4. */
const GAIN = ['', 'bg-gain/15', 'bg-gain/30', 'bg-gain/45', 'bg-gain/60'];
const LOSS = ['', 'bg-loss/15', 'bg-loss/30', 'bg-loss/45', 'bg-loss/60'];

export function CalendarMonth(props: CalendarMonthProps) {
  return (
    <table class="w-full table-fixed border-separate border-spacing-0.5 text-center">
      <caption class="pb-1 text-left text-sm text-ink-2">{formatMonth(props.grid.month)}</caption>
      <thead class="text-xs text-ink-3">
        <tr>
          <For each={WEEKDAYS}>
            {(name) => (
              <th scope="col" class="font-normal" abbr={name}>
                <span aria-hidden="true">{name.charAt(0)}</span>
                <span class="sr-only">{name}</span>
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody class="figures">
        <For each={props.grid.weeks}>
          {(week) => (
            <tr>
              <For each={week}>
                {(day) => (
                  <td class="p-0">
                    <Show when={day}>{(date) => <DayCell {...props} date={date()} />}</Show>
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

/** Colour tells the sign, and so does the mark below the number. */
function DayCell(props: CalendarMonthProps & { date: string }) {
  const day = () => props.days.get(props.date);
  const outside = () => props.date < props.first || props.date > props.last;
  const number = () => Number(props.date.slice(8));
  const size = () => (props.roomy ? 'h-12 text-xs' : 'h-8 text-[0.6875rem]');
  return (
    <Show
      when={day()}
      fallback={
        <span
          class={`flex flex-col items-center justify-center ${outside() ? 'text-line-strong' : 'text-ink-3'} ${size()}`}
        >
          {number()}
        </span>
      }
    >
      {(figures) => (
        <A
          href={tradesPath({ since: props.date, until: props.date })}
          data-day={props.date}
          tabindex={props.date === props.stop ? 0 : -1}
          aria-label={props.textOf(props.date)}
          title={props.textOf(props.date)}
          onFocus={() => props.onReach(props.date)}
          class={`keeps-colour flex flex-col items-center justify-center rounded-sm leading-tight text-ink hover:outline hover:outline-ink ${size()} ${lookOf(figures(), props.most)}`}
        >
          {number()}
          <span class="leading-none">
            {props.roomy && signOf(figures().net) !== 'flat'
              ? formatCompactResult(Number(figures().net))
              : MARKS[signOf(figures().net)]}
          </span>
        </A>
      )}
    </Show>
  );
}

const MARKS = { gain: '+', loss: '−', flat: '·' };

function lookOf(day: Day, most: number): string {
  const sign = signOf(day.net);
  if (sign === 'flat') return day.trades > 0 ? 'bg-line' : 'border border-line';
  return (sign === 'loss' ? LOSS : GAIN)[strengthOf(Number(day.net), most)] ?? '';
}

import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { countOf, tellOutcomes } from '../../format/counts.ts';
import { signOf } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { layMonths, stepDay } from './calendar-layout.ts';
import { CalendarMonth } from './calendar-month.tsx';
import { formatFullDay, formatShortDate } from './day-names.ts';

/** So many months have room for amounts in their days. */
const ROOMY_MONTHS = 2;

/** Each day's result; a day leads to its trades. A year at a time. */
export function Calendar(props: { stats: Stats; first: string; today: string }) {
  const days = () => props.stats.days;
  const byDay = createMemo(() => new Map(days().map((day) => [day.day, day])));
  const most = createMemo(() => Math.max(0, ...days().map((day) => Math.abs(Number(day.net)))));

  const [chosenYear, setChosenYear] = createSignal<number>();
  const lastYear = () => yearOf(props.today);
  const firstYear = () => Math.min(yearOf(props.first), lastYear());
  const year = () => Math.max(firstYear(), Math.min(chosenYear() ?? lastYear(), lastYear()));
  const months = createMemo(() => {
    const from = year() === yearOf(props.first) ? props.first : `${year()}-01-01`;
    const to = year() === lastYear() ? props.today : `${year()}-12-31`;
    return layMonths(from, to);
  });
  const roomy = () => months().length <= ROOMY_MONTHS;
  const ofYear = createMemo(() => days().flatMap(({ day }) => (yearOf(day) === year() ? [day] : [])));

  // One stop of the tab key; from there the arrows go from day to day.
  const [reached, setReached] = createSignal<string>();
  const stop = () => {
    const day = reached();
    return day !== undefined && ofYear().includes(day) ? day : ofYear().at(-1);
  };
  let grid: HTMLDivElement | undefined;

  function move(event: KeyboardEvent): void {
    const from = stop();
    if (from === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = stepDay(ofYear(), from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    setReached(to);
    grid?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  }

  function textOf(day: string): string {
    const figures = byDay().get(day);
    if (figures === undefined) return formatFullDay(day);
    const fills = countOf(figures.fills, 'fill');
    if (figures.trades === 0 && signOf(figures.net) === 'flat')
      return `${formatFullDay(day)}: nothing realised, ${fills}`;
    const outcomes =
      figures.trades === 0 ? '' : ` in ${countOf(figures.trades, 'trade')} (${tellOutcomes(figures)})`;
    return `${formatFullDay(day)}: ${formatPnl(figures.net, props.stats.currency)} ${props.stats.currency}${outcomes}, ${fills}`;
  }

  return (
    <Section title="Day by day" answer={<Extremes stats={props.stats} />}>
      <Show when={firstYear() < lastYear()}>
        <div class="mt-4 flex items-center gap-2">
          <Button look="ghost" off={year() === firstYear()} onClick={() => setChosenYear(year() - 1)}>
            <span aria-hidden="true">←</span> {year() - 1}
          </Button>
          <p class="figures text-sm font-medium" aria-live="polite">
            {year()}
          </p>
          <Button look="ghost" off={year() === lastYear()} onClick={() => setChosenYear(year() + 1)}>
            {year() + 1} <span aria-hidden="true">→</span>
          </Button>
        </div>
      </Show>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links inside. */}
      <div
        ref={grid}
        class={`mt-5 grid items-start gap-x-5 gap-y-6 ${roomy() ? 'max-w-3xl sm:grid-cols-2' : 'grid-cols-2 sm:grid-cols-3 lg:grid-cols-4 lg:gap-x-8'}`}
        onKeyDown={move}
      >
        <For each={months()}>
          {(month) => (
            <CalendarMonth
              grid={month}
              days={byDay()}
              most={most()}
              roomy={roomy()}
              first={props.first}
              last={props.today}
              stop={stop()}
              onReach={setReached}
              textOf={textOf}
            />
          )}
        </For>
      </div>
      <p class="mt-4 max-w-2xl text-sm text-ink-3">
        The stronger the colour, the larger the result. + is a day up, − a day down; an outlined day has fills
        that realised nothing. Open a day to see its trades.
      </p>
    </Section>
  );
}

function Extremes(props: { stats: Stats }) {
  const ups = () => props.stats.days.filter((day) => signOf(day.net) === 'gain');
  const downs = () => props.stats.days.filter((day) => signOf(day.net) === 'loss');
  const extreme = (days: Stats['days']) =>
    days.toSorted((a, b) => Math.abs(Number(b.net)) - Math.abs(Number(a.net)))[0];
  const tell = (word: string, day: Stats['days'][number] | undefined) =>
    day === undefined
      ? ''
      : ` The ${word} was ${formatShortDate(day.day)}: ${formatPnl(day.net, props.stats.currency)} ${props.stats.currency}.`;
  return (
    <>
      {countOf(ups().length, 'day')} up, {countOf(downs().length, 'day')} down.
      {tell('best', extreme(ups()))}
      {tell('worst', extreme(downs()))}
    </>
  );
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

import { useSearchParams } from '@solidjs/router';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { type Stats, StatsSchema } from '../../../../contracts/stats.ts';
import { countOf } from '../../format/counts.ts';
import { dayOf } from '../../format/days.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { PeriodChoice } from '../../ui/period-choice.tsx';
import { reportReader } from '../../ui/report.ts';
import { useReportQuery } from '../../ui/report-query.ts';
import { useTitle } from '../../ui/title.ts';
import { Behaviours } from './behaviours.tsx';
import { Calendar } from './calendar.tsx';
import { Equity } from './equity.tsx';
import { Headline } from './headline.tsx';
import { Hours } from './hours.tsx';
import { KeyFigures } from './key-figures.tsx';
import { LeftOut } from './left-out.tsx';
import { Positions } from './positions.tsx';
import { Products } from './products.tsx';
import { NoFills, NoneInPeriod, ReportSkeleton } from './states.tsx';
import { Weekdays } from './weekdays.tsx';

const createReport = reportReader('/api/stats', StatsSchema);

export default function Dashboard() {
  useTitle(() => 'Results');
  const [, setParams] = useSearchParams();
  const report = createReport(useReportQuery());

  return (
    <>
      <h1 class="text-sm font-medium text-ink-3">Results</h1>
      <div class="mt-3">
        <PeriodChoice currency={report.value()?.currency} currencies={report.value()?.currencies ?? []} />
      </div>
      <Show when={report.problem()}>
        {(problem) => (
          <div class="mt-6 max-w-2xl">
            <FailureNotice problem={problem()} onRetry={report.reload} />
          </div>
        )}
      </Show>
      <Show when={report.value()} fallback={report.problem() === null && <ReportSkeleton />}>
        {(stats) => (
          <div
            aria-busy={report.stale()}
            class={`mt-6 transition-opacity ${report.stale() ? 'opacity-50' : ''}`}
          >
            <Switch fallback={<Report stats={stats()} />}>
              <Match when={stats().currencies.length === 0}>
                <NoFills />
              </Match>
              <Match when={stats().fills === 0}>
                <NoneInPeriod
                  currency={stats().currency}
                  onAll={() => setParams({ period: undefined, currency: undefined })}
                />
                <OpenPositions stats={stats()} />
              </Match>
            </Switch>
          </div>
        )}
      </Show>
    </>
  );
}

function Report(props: { stats: Stats }) {
  const stats = () => props.stats;
  // Memos of plain days: a refresh that brings the same ones leaves the calendar, and the focus in it, alone.
  const today = createMemo(() => dayOf(Date.now(), stats().timezone));
  const first = createMemo(() => {
    const { from, timezone, days } = stats();
    return from === null ? (days[0]?.day ?? today()) : dayOf(from, timezone);
  });
  return (
    <>
      <Show when={stats().trades > 0} fallback={<NothingClosed stats={stats()} />}>
        <Headline stats={stats()} />
      </Show>
      <LeftOut stats={stats()} />
      <div class="mt-12 flex flex-col gap-14">
        <Show when={stats().trades > 0}>
          <Equity stats={stats()} first={first()} today={today()} />
          <KeyFigures stats={stats()} />
          <Calendar stats={stats()} first={first()} today={today()} />
        </Show>
        <Behaviours stats={stats()} />
        <Show when={stats().trades > 0}>
          <div class="grid gap-x-14 gap-y-14 lg:grid-cols-2">
            <Weekdays stats={stats()} />
            <Hours stats={stats()} />
          </div>
          <Products stats={stats()} />
        </Show>
      </div>
      <OpenPositions stats={stats()} />
      <p class="mt-14 max-w-2xl text-sm text-ink-3">
        A trade is an order that realised a result; all of its fills are one. Results are net of fees and fall
        on the day of the sale, in {stats().timezone}. Observations, not advice.
      </p>
    </>
  );
}

function OpenPositions(props: { stats: Stats }) {
  return (
    <Show when={props.stats.positions.length > 0}>
      <Positions stats={props.stats} />
    </Show>
  );
}

function NothingClosed(props: { stats: Stats }) {
  return (
    <>
      <p class="max-w-3xl text-xl tracking-tight text-pretty text-ink-2 xl:text-2xl">
        {props.stats.from === null ? 'No closed trade yet.' : 'No closed trade in this period.'}
      </p>
      <p class="mt-3 max-w-3xl text-sm text-ink-3">
        {countOf(props.stats.fills, 'fill')} in {countOf(props.stats.orders, 'order')} were read, and none of
        them sold something whose cost is known. Your result shows here with the first such sale.
      </p>
    </>
  );
}

import { Match, Show, Switch } from 'solid-js';
import { InsightsSchema } from '../../../../contracts/insights.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { PeriodChoice } from '../../ui/period-choice.tsx';
import { reportReader } from '../../ui/report.ts';
import { useReportQuery } from '../../ui/report-query.ts';
import { useTitle } from '../../ui/title.ts';
import { InsightsReport } from './insights-report.tsx';
import { whatThereIs } from './what-there-is.ts';

const createReport = reportReader('/api/insights', InsightsSchema);

export default function InsightsPage() {
  useTitle(() => 'Insights');
  const report = createReport(useReportQuery());
  /** Of the figures on screen. That nothing was traded before says nothing of what is on its way. */
  const nothing = (kind: 'none-here' | 'no-trades') => {
    const now = report.value();
    return now !== undefined && !report.stale() && whatThereIs(now) === kind ? now : undefined;
  };
  const habits = () => {
    const now = report.value();
    return now !== undefined && whatThereIs(now) === 'habits' ? now : undefined;
  };

  return (
    <>
      <h1 class="text-2xl">Insights</h1>
      <p class="mt-1.5 max-w-2xl text-ink-2">
        What your habits measure, each with how sure that is. Comparisons within your own trades, not causes.
      </p>
      <div class="mt-5">
        <PeriodChoice currency={report.value()?.currency} currencies={report.value()?.currencies ?? []} />
      </div>
      <Show when={report.problem()}>
        {(problem) => (
          <div class="mt-6 max-w-2xl">
            <FailureNotice problem={problem()} onRetry={report.reload} />
          </div>
        )}
      </Show>
      <Switch fallback={report.problem() === null && <InsightsSkeleton />}>
        <Match when={nothing('none-here')}>
          {(none) => (
            <>
              <p class="mt-10 text-lg text-ink-2">
                Nothing was traded
                {none().currencies.every(({ currency }) => currency === none().currency)
                  ? ''
                  : ` in ${none().currency}`}
                {none().from === null ? '' : ' in this period'}.
              </p>
              <div class="mt-5">
                <ButtonLink href="/insights">All time</ButtonLink>
              </div>
            </>
          )}
        </Match>
        <Match when={nothing('no-trades')}>
          <p class="mt-10 max-w-xl text-lg text-ink-2">
            No trades yet. Once your exchange is connected, or an export is uploaded, this page says what your
            habits come to.
          </p>
          <div class="mt-5">
            <ButtonLink href="/connect" look="primary">
              Connect
            </ButtonLink>
          </div>
        </Match>
        <Match when={habits()}>
          {(found) => (
            <div
              aria-busy={report.stale()}
              class="transition-opacity"
              classList={{ 'opacity-50': report.stale() }}
            >
              <InsightsReport insights={found()} />
            </div>
          )}
        </Match>
      </Switch>
    </>
  );
}

function InsightsSkeleton() {
  return (
    <div role="status" aria-label="Loading insights" class="mt-8 max-w-3xl">
      <div class="skeleton h-7 w-4/5" />
      <div class="skeleton mt-6 h-40" />
      <div class="skeleton mt-12 h-6 w-3/5" />
      <div class="skeleton mt-4 h-16" />
      <div class="skeleton mt-12 h-6 w-3/5" />
      <div class="skeleton mt-4 h-16" />
    </div>
  );
}

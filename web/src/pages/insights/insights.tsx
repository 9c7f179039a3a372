import { createMemo, createResource, Match, Switch } from 'solid-js';
import { type Insights, InsightsSchema } from '../../../../contracts/insights.ts';
import { get } from '../../api.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { PeriodChoice, useReportQuery } from '../../ui/period-choice.tsx';
import { useTitle } from '../../ui/title.ts';
import { InsightsReport } from './insights-report.tsx';

export default function InsightsPage() {
  useTitle(() => 'Insights');
  const query = useReportQuery();
  const [answer, { refetch }] = createResource(query, (asked) => get('/api/insights', InsightsSchema, asked));
  // Asked for its state first: the first read of a pending resource would suspend the page, heading and all.
  const now = () => (answer.state === 'pending' ? undefined : answer.latest);
  const report = () => {
    const found = now();
    return found?.ok ? found.value : undefined;
  };
  const failure = () => {
    const found = now();
    return found?.ok === false ? found.problem : undefined;
  };
  const narrowed = () => query().from !== undefined || query().currency !== undefined;
  // The choice stays while another period loads or fails.
  const last = createMemo((before: Insights | undefined) => report() ?? before);

  return (
    <>
      <h1 class="text-2xl">Insights</h1>
      <p class="mt-1.5 max-w-2xl text-ink-2">
        What your habits measure, each with how sure that is. Comparisons within your own trades, not causes.
      </p>
      <div class="mt-5">
        <PeriodChoice currency={last()?.currency} currencies={last()?.currencies ?? []} />
      </div>
      <Switch fallback={<InsightsSkeleton />}>
        <Match when={failure()}>
          {(problem) => (
            <div class="mt-6 max-w-2xl">
              <FailureNotice problem={problem()} onRetry={refetch} />
            </div>
          )}
        </Match>
        <Match when={narrowed() && report()?.costs.turnover.length === 0}>
          <p class="mt-10 text-lg text-ink-2">
            Nothing was traded{query().currency === undefined ? '' : ` in ${query().currency}`}
            {query().from === undefined ? '' : ' in this period'}.
          </p>
          <div class="mt-5">
            <ButtonLink href="/insights">All time</ButtonLink>
          </div>
        </Match>
        <Match when={report()?.costs.turnover.length === 0}>
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
        <Match when={report()}>
          {(found) => (
            <div
              aria-busy={answer.loading}
              class="transition-opacity"
              classList={{ 'opacity-50': answer.loading }}
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

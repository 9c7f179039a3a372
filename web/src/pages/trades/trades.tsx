import { useSearchParams } from '@solidjs/router';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { formatCount } from '../../format/decimal.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { NewsPill } from '../../ui/news-pill.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { type Filters, isFiltered, readFilters } from './filters.ts';
import { foldOrders } from './fold-orders.ts';
import { TradeFilters } from './trade-filters.tsx';
import { createTradesList } from './trades-list.ts';
import { TradesSkeleton } from './trades-skeleton.tsx';
import { TradesTable } from './trades-table.tsx';

const NONE: Filters = { symbol: '', label: undefined, cost: undefined, since: '', until: '' };

export default function Trades() {
  useTitle(() => 'Trades');
  const [params, setParams] = useSearchParams();
  const filters = createMemo(() => readFilters(params), undefined, { equals: sameFilters });
  const list = createTradesList(filters);
  const orders = createMemo(() => foldOrders(list.trades()));
  const count = () => {
    const [fills, decisions] = [list.trades().length, orders().length];
    const shown = `${formatCount(decisions)}${list.more() ? '+' : ''} ${decisions === 1 ? 'order' : 'orders'}`;
    return fills === decisions ? shown : `${shown} of ${formatCount(fills)} fills`;
  };
  const reading = () => list.loading() && list.failed() === null;
  /** What the filters found. */
  const outcome = () => {
    if (reading()) return '';
    if (list.trades().length > 0) return `${count()} shown`;
    return list.failed() === null && isFiltered(filters()) ? 'No trade matches these filters.' : '';
  };
  const problemOf = (what: 'newest' | 'more') => {
    const failed = list.failed();
    return failed?.what === what ? failed.problem : undefined;
  };
  function showNewest(): void {
    list.showNewest();
    // The pill goes with what it was of.
    document.getElementById('main')?.focus();
    scrollTo({ top: 0 });
  }
  const apply = (next: Partial<Filters>) => setParams({ ...next }, { replace: true });

  return (
    <>
      <div class="flex items-baseline gap-3">
        <h1 class="text-2xl">Trades</h1>
        <p class="figures text-sm text-ink-3" role="status">
          {outcome()}
        </p>
      </div>
      <TradeFilters filters={filters()} onChange={apply} onClear={() => apply(NONE)} />
      <Switch>
        <Match when={reading()}>
          <TradesSkeleton />
        </Match>
        <Match when={list.trades().length === 0 && problemOf('newest')}>
          {(problem) => (
            <div class="mt-6 max-w-2xl">
              <FailureNotice problem={problem()} onRetry={list.reload} />
            </div>
          )}
        </Match>
        <Match when={list.trades().length > 0}>
          <Show
            when={problemOf('newest')}
            fallback={
              <Show when={list.outdated()}>
                <NewsPill onClick={showNewest}>Show the newest trades</NewsPill>
              </Show>
            }
          >
            {(problem) => (
              <div class="mt-6 max-w-2xl">
                <FailureNotice problem={problem()} onRetry={list.reload} />
              </div>
            )}
          </Show>
          <TradesTable orders={orders()} more={list.more()} onEnd={list.loadMore} />
          <div class="mt-4 flex justify-center">
            <Show
              when={problemOf('more')}
              fallback={
                <Show when={list.more()}>
                  <Button busy={list.loadingMore()} onClick={list.loadMore}>
                    Load more
                  </Button>
                </Show>
              }
            >
              {(problem) => <FailureNotice problem={problem()} onRetry={list.reload} />}
            </Show>
          </div>
        </Match>
        <Match when={isFiltered(filters())}>
          <div class="mt-6">
            <Button onClick={() => apply(NONE)}>Clear filters</Button>
          </div>
        </Match>
        <Match when>
          <p class="mt-10 text-lg text-ink-2">No trades yet. Connect your exchange or upload an export.</p>
          <div class="mt-5">
            <ButtonLink href="/connect" look="primary">
              Connect
            </ButtonLink>
          </div>
        </Match>
      </Switch>
    </>
  );
}

function sameFilters(a: Filters | undefined, b: Filters | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

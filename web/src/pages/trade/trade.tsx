import { useParams } from '@solidjs/router';
import { createResource, Match, Switch } from 'solid-js';
import { TradeBiasResponseSchema } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { TradeReport } from './trade-report.tsx';
import { TradeSkeleton } from './trade-skeleton.tsx';

export default function Trade() {
  const params = useParams<{ id: string }>();
  const [answer, { refetch }] = createResource(
    () => params.id,
    (id) => get(`/api/trades/${encodeURIComponent(id)}/bias`, TradeBiasResponseSchema),
  );
  const bias = () => {
    const now = answer.latest;
    return now?.ok && now.value.trade.id === params.id ? now.value : undefined;
  };
  const failure = () => {
    const now = answer.latest;
    return now?.ok === false ? now.problem : undefined;
  };
  useTitle(() => bias()?.trade.symbol ?? 'Trade');

  return (
    <Switch fallback={<TradeSkeleton />}>
      <Match when={bias()}>{(now) => <TradeReport bias={now()} />}</Match>
      <Match when={failure()}>
        {(problem) => (
          <div class="max-w-2xl">
            <h1 class="text-2xl">
              {problem().code === 'not_found' ? 'There is no such trade.' : 'This trade cannot be shown.'}
            </h1>
            <div class="mt-5">
              <FailureNotice
                problem={problem()}
                onRetry={refetch}
                actions={<ButtonLink href="/trades">All trades</ButtonLink>}
              />
            </div>
          </div>
        )}
      </Match>
    </Switch>
  );
}

import { useParams } from '@solidjs/router';
import { createResource, Match, Switch } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import type { Vote } from '../../../../contracts/thresholds.ts';
import { TradeBiasResponseSchema } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { oneAtATime } from '../../one-at-a-time.ts';
import { settled } from '../../ui/answered.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { CostBasis } from './cost-basis.tsx';
import { seenAgain } from './seen-again.ts';
import { TradeReport } from './trade-report.tsx';
import { TradeSkeleton } from './trade-skeleton.tsx';
import { withVote } from './votes.ts';
import { watchReflection } from './watch-reflection.ts';

export default function Trade() {
  const params = useParams<{ id: string }>();
  const [answer, { refetch, mutate }] = createResource(
    () => params.id,
    (id) => get(`/api/trades/${encodeURIComponent(id)}/bias`, TradeBiasResponseSchema),
  );
  const bias = () => {
    const now = settled(answer);
    return now?.ok && now.value.trade.id === params.id ? now.value : undefined;
  };
  const failure = () => {
    const now = settled(answer);
    return now?.ok === false ? now.problem : undefined;
  };
  useTitle(() => bias()?.trade.symbol ?? 'Trade');

  /** What is on screen stays there if the second look fails, which this tells of. */
  const lookAgain = oneAtATime(async (): Promise<Failure | null> => {
    const id = params.id;
    const again = await get(`/api/trades/${encodeURIComponent(id)}/bias`, TradeBiasResponseSchema);
    const now = bias();
    if (now === undefined || params.id !== id) return null;
    if (!again.ok) return again.problem;
    mutate({ ok: true, value: seenAgain(now, again.value) });
    return null;
  });
  const rescoring = watchReflection(() => params.id, bias, lookAgain);

  function showVote(label: Label, vote: Vote | null): void {
    const now = bias();
    if (now !== undefined) mutate({ ok: true, value: withVote(now, label, vote) });
  }

  return (
    <Switch fallback={<TradeSkeleton />}>
      <Match when={bias()}>
        {(now) => (
          <TradeReport
            bias={now()}
            onVote={showVote}
            costBasis={
              <CostBasis
                bias={now()}
                rescoring={rescoring.state()}
                onAccepted={rescoring.begin}
                onLookAgain={lookAgain}
              />
            }
          />
        )}
      </Match>
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

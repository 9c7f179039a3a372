import { createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { NOTHING, put } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { baseOf, formatPrice, formatQuantity, quoteOf } from '../../format/decimal.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { CostDialog } from './cost-dialog.tsx';

interface CostBasisProps {
  bias: TradeBias;
  rescoring: 'idle' | 'waiting' | 'overdue';
  /** The server goes over the trades again. */
  onAccepted: () => void;
  /** What came in the way, if anything. */
  onLookAgain: () => Promise<Failure | null>;
}

/** What was sold without a known cost, and what the trader can do about it. */
export function CostBasis(props: CostBasisProps) {
  const trade = () => props.bias.trade;
  const entered = () => props.bias.ledger?.enteredCost ?? undefined;
  const lacking = () =>
    trade().side === 'SELL' && (trade().basis === 'unknown' || trade().basis === 'partial');
  const [asking, setAsking] = createSignal(false);
  /** Of what was tried last, with what tries it again. */
  const [failed, setFailed] = createSignal<{ problem: Failure; again: () => Promise<void> } | null>(null);
  const [busy, setBusy] = createSignal(false);
  // The page of another trade has another of these: an answer that comes later is of this one, and begins nothing there.
  let left = false;
  onCleanup(() => {
    left = true;
  });
  const accepted = () => !left && props.onAccepted();

  async function attempt(act: () => Promise<Failure | null>): Promise<void> {
    setBusy(true);
    setFailed(null);
    const problem = await act();
    setBusy(false);
    if (problem !== null) setFailed({ problem, again: () => attempt(act) });
  }
  const takeBack = () =>
    attempt(async () => {
      const answer = await put(`/api/trades/${trade().id}/cost`, NOTHING, { unitCost: null });
      if (!answer.ok) return answer.problem;
      accepted();
      return null;
    });
  const lookAgain = () => attempt(props.onLookAgain);
  function ask(): void {
    setFailed(null);
    setAsking(true);
  }

  return (
    <div class="mt-6 max-w-3xl empty:hidden">
      <Switch>
        <Match when={props.rescoring === 'waiting'}>
          <div role="status" class="rounded-md border border-line bg-surface px-4 py-3 text-sm">
            <p class="pb-3 font-medium">Going over your trades again …</p>
            <Progress label="Going over your trades again" value={null} />
          </div>
        </Match>
        <Match when={props.rescoring === 'overdue'}>
          <Notice
            title="Your trades are still being gone over."
            actions={
              <Button busy={busy()} onClick={lookAgain}>
                Look again
              </Button>
            }
          >
            That takes longer with a long history. The result shows here once it is done.
          </Notice>
        </Match>
        <Match when={entered()}>
          {(cost) => (
            <Notice
              title={`You entered a cost of ${formatPrice(cost().unitCost)} ${quoteOf(trade().symbol)} per ${baseOf(trade().symbol)}.`}
              actions={
                <>
                  <Button onClick={ask}>Change</Button>
                  <Button look="ghost" busy={busy()} onClick={takeBack}>
                    Take it back
                  </Button>
                </>
              }
            >
              It counts for what this sale took without a known cost
              <Show when={cost().acquiredAt} fallback=".">
                {(ts) => <>, bought {formatDateTime(ts(), timezone())}.</>}
              </Show>
            </Notice>
          )}
        </Match>
        <Match when={lacking()}>
          <Notice
            title={
              trade().basis === 'partial'
                ? 'Part of this sale has no known cost.'
                : 'What this was bought for is not known.'
            }
            actions={
              <>
                <Button onClick={ask}>Enter cost basis</Button>
                <ButtonLink href="/connect" look="ghost">
                  Fetch older history
                </ButtonLink>
              </>
            }
          >
            {formatQuantity(props.bias.ledger?.unknownQty ?? trade().qty)} {baseOf(trade().symbol)} came from
            before the history read here. It is left out of every result until its cost is known.
          </Notice>
        </Match>
      </Switch>
      <Show when={failed()}>
        {(shown) => (
          <div class="mt-3">
            <FailureNotice problem={shown().problem} onRetry={shown().again} />
          </div>
        )}
      </Show>
      <Show when={asking()}>
        <CostDialog
          trade={trade()}
          entered={entered()}
          onClose={() => setAsking(false)}
          onAccepted={() => {
            setAsking(false);
            accepted();
          }}
        />
      </Show>
    </div>
  );
}

import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { TradeBiasResponseSchema, type Verification } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import { type Failure, UNREADABLE_ANSWER } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';

type State =
  | { phase: 'idle' }
  | { phase: 'running' }
  | { phase: 'done'; verification: Verification }
  | { phase: 'failed'; problem: Failure };

/** Has the server compute the stored labels again, and says whether they came out the same. */
export function Recompute(props: { tradeId: string }) {
  const [state, setState] = createSignal<State>({ phase: 'idle' });
  const done = () => {
    const now = state();
    return now.phase === 'done' ? now.verification : undefined;
  };
  const problem = () => {
    const now = state();
    return now.phase === 'failed' ? now.problem : undefined;
  };

  async function run(): Promise<void> {
    setState({ phase: 'running' });
    const answer = await get(`/api/trades/${props.tradeId}/bias`, TradeBiasResponseSchema, { verify: '1' });
    if (!answer.ok) setState({ phase: 'failed', problem: answer.problem });
    else if (answer.value.verification === undefined)
      setState({ phase: 'failed', problem: UNREADABLE_ANSWER });
    else setState({ phase: 'done', verification: answer.value.verification });
  }

  return (
    <div class="pb-6">
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button busy={state().phase === 'running'} onClick={run}>
          {state().phase === 'running' ? 'Recomputing …' : 'Recompute'}
        </Button>
        <p class="min-w-52 flex-1 text-ink-3">
          Computes the labels again from the raw fills and the candles named here, and compares them with what
          is stored.
        </p>
      </div>
      <Switch>
        <Match when={state().phase === 'running'}>
          <div class="mt-4 max-w-2xl">
            <Progress label="Recomputing" value={null} />
          </div>
        </Match>
        <Match when={problem()}>
          {(shown) => (
            <div class="mt-4 max-w-2xl">
              <FailureNotice problem={shown()} onRetry={run} />
            </div>
          )}
        </Match>
        <Match when={done()}>{(verification) => <Outcome verification={verification()} />}</Match>
      </Switch>
    </div>
  );
}

function Outcome(props: { verification: Verification }) {
  return (
    <div class="mt-4 max-w-3xl">
      <Show
        when={!props.verification.equal}
        fallback={
          <Notice tone="good" title="Equal to the last byte.">
            Recomputed just now from the raw fills and the named candles, with version{' '}
            {props.verification.version} of the rules.
          </Notice>
        }
      >
        <Notice title="Not equal to what is stored.">{props.verification.why ?? 'Why is not known.'}</Notice>
        <Show when={props.verification.differences.length > 0}>
          <table class="figures mt-4 w-full table-fixed">
            <caption class="pb-2 text-left text-ink-3">Where the two differ</caption>
            <thead class="text-left text-ink-3">
              <tr class="border-b border-line">
                <th scope="col" class="py-1.5 pr-4 font-normal">
                  Figure
                </th>
                <th scope="col" class="py-1.5 pr-4 font-normal">
                  Stored
                </th>
                <th scope="col" class="py-1.5 font-normal">
                  Recomputed
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={props.verification.differences}>
                {(difference) => (
                  <tr class="border-b border-line align-top font-mono text-xs">
                    <th scope="row" class="py-2 pr-4 text-left font-normal break-all text-ink-2">
                      {difference.path}
                    </th>
                    <td class="py-2 pr-4 break-all">{difference.stored}</td>
                    <td class="py-2 break-all">{difference.recomputed}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </Show>
    </div>
  );
}

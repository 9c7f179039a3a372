import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, Show, Switch } from 'solid-js';
import { type RuleSimulation, RuleSimulationSchema } from '../../../../contracts/rule-simulations.ts';
import type { RuleSpec } from '../../../../contracts/rules.ts';
import { askSimulation } from '../../ask-simulation.ts';
import type { Failure } from '../../failure.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { tellDifference, tellRuleWhatIf } from './rule-what-if-text.ts';

/** A number that is typed is several on its way, and each question costs a token. */
const TYPING_MS = 500;

/** What the rule would have done in the last 90 days. Asked for when it is opened: going over a past is not for nothing. */
export function RuleWhatIf(props: { rule: RuleSpec }) {
  const [open, setOpen] = createSignal(false);
  const [answer, setAnswer] = createSignal<RuleSimulation>();
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [fetching, setFetching] = createSignal(false);
  let asked = new AbortController();
  onCleanup(() => asked.abort());

  async function ask(): Promise<void> {
    asked.abort();
    asked = new AbortController();
    setFetching(false);
    const { kind, params } = props.rule;
    const told = await askSimulation(
      '/api/simulations/portfolio',
      RuleSimulationSchema,
      { kind, params },
      { signal: asked.signal, onFetching: () => setFetching(true) },
    );
    if (told === null) return;
    setProblem(told.ok ? null : told.problem);
    if (told.ok) setAnswer(() => told.value);
  }

  // A report that comes anew brings the same rule as another object: that is no new question.
  const asks = createMemo(() => JSON.stringify(props.rule));
  createEffect(
    on([open, asks], ([isOpen, rule], before) => {
      const isAnother = before !== undefined && before[1] !== rule;
      if (isAnother) {
        asked.abort();
        setFetching(false);
        setAnswer(undefined);
        setProblem(null);
      }
      if (!isOpen || answer() !== undefined) return;
      const timer = setTimeout(() => void ask(), isAnother ? TYPING_MS : 0);
      onCleanup(() => clearTimeout(timer));
    }),
  );

  return (
    <Disclosure summary="What it would have done in the last 90 days" open={open()} onToggle={setOpen}>
      <Switch
        fallback={
          <div role="status" class="max-w-md">
            <p class="pb-2">
              {fetching() ? 'Fetching prices of these days …' : 'Holding it against your orders …'}
            </p>
            <Progress label="Holding the rule against your orders" value={null} />
          </div>
        }
      >
        <Match when={problem()}>{(shown) => <FailureNotice problem={shown()} onRetry={ask} />}</Match>
        <Match when={answer()}>
          {(told) => (
            <div class="figures">
              <p class="max-w-2xl text-ink">{tellRuleWhatIf(told())}</p>
              <p class="mt-1 max-w-2xl">{tellDifference(told())}</p>
              <Show when={told().changed > 0}>
                <Products told={told()} />
              </Show>
              <ul class="mt-3 max-w-2xl list-disc pl-5 text-ink-3">
                <For each={told().assumptions}>{(sentence) => <li class="py-0.5">{sentence}</li>}</For>
              </ul>
            </div>
          )}
        </Match>
      </Switch>
    </Disclosure>
  );
}

function Products(props: { told: RuleSimulation }) {
  const changed = () => props.told.products.filter((product) => product.changed > 0);
  return (
    <table class="mt-3 w-full max-w-2xl">
      <caption class="sr-only">By product</caption>
      <thead class="text-xs text-ink-3">
        <tr>
          <th scope="col" class="py-1 pr-4 text-left font-normal">
            Product
          </th>
          <th scope="col" class="py-1 pr-4 text-right font-normal">
            Changed
          </th>
          <th scope="col" class="py-1 pr-4 text-right font-normal">
            Came to, {props.told.currency}
          </th>
          <th scope="col" class="py-1 text-right font-normal">
            Would have, {props.told.currency}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={changed()}>
          {(product) => (
            <tr class="border-t border-line">
              <th scope="row" class="py-1.5 pr-4 text-left font-normal">
                {product.symbol}
              </th>
              <td class="py-1.5 pr-4 text-right whitespace-nowrap">
                {formatCount(product.changed)} of {formatCount(product.orders)}
              </td>
              <td class="py-1.5 pr-4 text-right">{formatPnl(product.net, props.told.currency)}</td>
              <td class="py-1.5 text-right">{formatPnl(product.would, props.told.currency)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

import { createSignal, For, Match, Show, Switch } from 'solid-js';
import type { RuleSuggestion, RuleSuggestions } from '../../../../contracts/rule-reports.ts';
import type { RuleKind } from '../../../../contracts/rules.ts';
import { tellRule } from '../../../../domain/rules/tell-rule.ts';
import type { Answer, Failure } from '../../failure.ts';
import { formatCount } from '../../format/decimal.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { Button } from '../../ui/button.tsx';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.tsx';
import { RuleWhatIf } from './rule-what-if.tsx';
import { saveRule } from './save-rule.ts';
import { tellCaught, tellPatternCost } from './suggestion-text.ts';

interface SuggestionsProps {
  /** undefined: on its way. */
  answer: Answer<RuleSuggestions> | undefined;
  /** False: the trader has it by now, though the answer is of before. */
  isOffered: (kind: RuleKind) => boolean;
  onRetry: () => unknown;
  onAdopted: (kind: RuleKind) => void;
}

/** Rules that would have caught what was met in the last 90 days, with how often; one click adopts. */
export function Suggestions(props: SuggestionsProps) {
  const found = () => (props.answer?.ok ? props.answer.value : undefined);
  const offered = () => (found()?.suggestions ?? []).filter(({ rule }) => props.isOffered(rule.kind));
  // By kind, of which there is one suggestion at most: a new answer leaves open what is open, and the focus where it is.
  const kinds = () => offered().map(({ rule }) => rule.kind);
  const failure = () => (props.answer?.ok === false ? props.answer.problem : undefined);
  return (
    <section aria-labelledby="suggested-title" class="mt-12">
      <h2 id="suggested-title" class="text-lg">
        From your own patterns
      </h2>
      <Switch
        fallback={
          <div role="status" aria-label="Holding rules against your past orders" class="mt-4">
            <p class="text-sm text-ink-3">Holding rules against your orders of the last 90 days…</p>
            <div class="skeleton mt-3 h-24 max-w-2xl" />
          </div>
        }
      >
        <Match when={failure()}>
          {(problem) => (
            <div class="mt-4 max-w-2xl">
              <FailureNotice problem={problem()} onRetry={props.onRetry} />
            </div>
          )}
        </Match>
        <Match when={found()}>
          {(now) => (
            <Show
              when={kinds().length > 0}
              fallback={
                <p class="mt-2 max-w-2xl text-ink-2">
                  Nothing to offer: a pattern is {now().minimum} orders with a label in 90 days, of which a
                  rule that you do not have would have caught some.
                </p>
              }
            >
              <ul class="mt-3">
                <For each={kinds()}>
                  {(kind) => (
                    <Show when={offered().find(({ rule }) => rule.kind === kind)}>
                      {(suggestion) => (
                        <Suggestion suggestion={suggestion()} onAdopted={() => props.onAdopted(kind)} />
                      )}
                    </Show>
                  )}
                </For>
              </ul>
              <p class="mt-2 text-sm text-ink-3">
                What such a rule would have done is an observation of the past, not advice.
              </p>
            </Show>
          )}
        </Match>
      </Switch>
    </section>
  );
}

function Suggestion(props: { suggestion: RuleSuggestion; onAdopted: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const suggestion = () => props.suggestion;

  async function adopt(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const found = await saveRule({ ...suggestion().rule, active: true });
    setBusy(false);
    setProblem(found);
    if (found !== null) return;
    props.onAdopted();
    await notify('The rule is in force.');
  }

  return (
    <li class="border-t border-line py-5">
      <div class="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div class="figures min-w-0 flex-1 basis-72">
          <p class="flex items-center gap-2 text-sm text-ink-3">
            <span aria-hidden="true" class={`size-2 rounded-full ${LABEL_FILL[suggestion().label]}`} />
            {LABEL_TEXT[suggestion().label].name}, {formatCount(suggestion().tagged)} orders
          </p>
          <h3 class="mt-1 text-base">{tellRule(suggestion().rule)}</h3>
          <p class="mt-1 max-w-2xl text-sm text-ink-2">{tellCaught(suggestion())}</p>
          <p class="mt-1 max-w-2xl text-sm text-ink-3">{tellPatternCost(suggestion())}</p>
          <RuleWhatIf rule={suggestion().rule} />
        </div>
        <Button
          look="primary"
          busy={busy()}
          label={`Adopt: ${tellRule(suggestion().rule)}`}
          onClick={() => void adopt()}
        >
          Adopt
        </Button>
      </div>
      <Show when={problem()}>
        {(found) => (
          <div class="mt-3">
            <FailureNotice problem={found()} />
          </div>
        )}
      </Show>
    </li>
  );
}

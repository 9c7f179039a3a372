import { For, onMount, Show } from 'solid-js';
import type { Check } from '../../../contracts/check.ts';
import { RULE_SUBJECT } from '../../../domain/check/rule-subjects.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { LabelChip } from '../ui/label-chip.tsx';
import { FeatureTable } from './feature-table.tsx';
import { SimilarOrders } from './similar-orders.tsx';
import { tellAssumed } from './tell-assumed.ts';

/** The sentence first, and what it is made of after it. */
export function CheckAnswer(props: { check: Check; onLeave: () => void }) {
  let answer: HTMLElement | undefined;
  const broken = () => props.check.rules.filter(({ verdict }) => verdict === 'broken');
  const kept = () => props.check.rules.filter(({ verdict }) => verdict === 'kept').length;
  // On a phone it comes in below what can be seen.
  onMount(() => answer?.scrollIntoView({ block: 'start' }));

  return (
    <section ref={answer} aria-label="What your history says" class="mt-6 border-t border-line pt-5">
      <p class="font-medium">{props.check.sentence}</p>
      <p class="mt-2 text-sm text-ink-3">{tellAssumed(props.check)}</p>

      <h3 class="mt-5 text-sm font-medium text-ink-2">It would be labelled</h3>
      <div class="mt-1.5 flex flex-wrap gap-1.5">
        <For each={props.check.labels}>{(tag) => <LabelChip {...tag} />}</For>
      </div>
      <Show when={props.check.reason}>
        {(reason) => <p class="mt-1.5 text-sm text-ink-3">Not all can be told: {reason()}.</p>}
      </Show>

      <Show when={props.check.rules.length > 0}>
        <h3 class="mt-5 text-sm font-medium text-ink-2">Your rules</h3>
        <ul class="mt-1 text-sm">
          <For each={broken()}>
            {(rule) => (
              <li class="figures flex justify-between gap-4 border-t border-line py-1.5 first:border-0">
                <span>Breaks the one on {RULE_SUBJECT[rule.kind]}</span>
                <span class="text-right text-ink-2">
                  {tellFigure(rule.value)} of {tellFigure(rule.limit)}
                </span>
              </li>
            )}
          </For>
          <Show when={kept() > 0}>
            <li class="border-t border-line py-1.5 text-ink-2 first:border-0">
              Keeps {kept() === 1 ? 'one' : kept()}.
            </li>
          </Show>
        </ul>
      </Show>

      <SimilarOrders check={props.check} onLeave={props.onLeave} />

      <Disclosure summary="The market and the trade, in figures">
        <FeatureTable check={props.check} />
      </Disclosure>
      <p class="mt-4 text-xs text-ink-3">
        Observations from your own trades. They are no advice, and none of them says what the price will do.
      </p>
    </section>
  );
}

function tellFigure(figure: number | string | null): string {
  if (figure === null) return 'not known';
  return typeof figure === 'string' ? figure : figure.toLocaleString('en', { maximumFractionDigits: 1 });
}

import { For, onMount, Show } from 'solid-js';
import type { Check } from '../../../contracts/check.ts';
import { SPEAKS_OF } from '../../../domain/rules/check-rules.ts';
import { RULE_NAMES } from '../../../domain/rules/tell-rule.ts';
import { tellRuleCheck } from '../format/rule-check.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { LabelChip } from '../ui/label-chip.tsx';
import { VERDICT_TEXT, VerdictMark } from '../ui/verdict-mark.tsx';
import { FeatureTable } from './feature-table.tsx';
import { SimilarOrders } from './similar-orders.tsx';
import { tellAssumed } from './tell-assumed.ts';

const OTHER = { BUY: 'exits', SELL: 'entries' } as const;

/** The sentence first, and what it is made of after it. */
export function CheckAnswer(props: { check: Check; onLeave: () => void }) {
  let answer: HTMLElement | undefined;
  /** The broken first; those that speak of the other side say nothing. */
  const spoken = () =>
    props.check.rules
      .filter(({ kind }) => SPEAKS_OF[kind] !== OTHER[props.check.side])
      .sort((a, b) => Number(b.verdict === 'broken') - Number(a.verdict === 'broken'));
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

      <Show when={spoken().length > 0}>
        <h3 class="mt-5 text-sm font-medium text-ink-2">Your rules</h3>
        <ul class="figures mt-1 text-sm">
          <For each={spoken()}>
            {(rule) => (
              <li class="flex items-baseline gap-2 border-t border-line py-1.5 first:border-0">
                <span class="self-center">
                  <VerdictMark verdict={rule.verdict} />
                </span>
                <span class="shrink-0 font-medium">{RULE_NAMES[rule.kind]}</span>
                <span class="min-w-0 text-ink-2">
                  {VERDICT_TEXT[rule.verdict].toLowerCase()}: {tellRuleCheck(rule)}
                </span>
              </li>
            )}
          </For>
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

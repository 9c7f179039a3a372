import { createMemo, For, Show } from 'solid-js';
import type { Evidence, Verdict } from '../../../../contracts/features.ts';
import type { Trade } from '../../../../contracts/trades.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { ConditionBar } from './condition-bar.tsx';

/** Each rule that speaks of this trade, with what it asks and what was found; those met come first. */
export function Verdicts(props: { evidence: Evidence; trade: Trade }) {
  const applying = createMemo(() =>
    props.evidence.verdicts
      .filter((verdict) => verdict.applies)
      .toSorted((a, b) => Number(b.met) - Number(a.met)),
  );
  const others = () => props.evidence.verdicts.filter((verdict) => !verdict.applies);
  return (
    <section aria-labelledby="verdicts-title" class="mt-12">
      <h2 id="verdicts-title" class="text-lg">
        How it was read
      </h2>
      <Show when={props.evidence.reason}>
        {(reason) => <p class="mt-2 text-ink-2">Unscored: {reason()}</p>}
      </Show>
      <div class="mt-5 grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <For each={applying()}>
          {(verdict) => <VerdictBlock verdict={verdict} evidence={props.evidence} trade={props.trade} />}
        </For>
      </div>
      <Show when={others().length > 0}>
        <p class="mt-6 text-sm text-ink-3">
          {others()
            .map((verdict) => LABEL_TEXT[verdict.label].name)
            .join(' and ')}{' '}
          {others().length === 1 ? 'does' : 'do'} not speak of a {props.trade.side === 'BUY' ? 'buy' : 'sale'}{' '}
          like this one.
        </p>
      </Show>
    </section>
  );
}

function VerdictBlock(props: { verdict: Verdict; evidence: Evidence; trade: Trade }) {
  const met = () => props.verdict.conditions.filter((condition) => condition.met).length;
  return (
    <section>
      <h3 class="flex items-center gap-2 border-b border-line pb-2 text-base">
        <span
          aria-hidden="true"
          class={`keeps-colour size-2 rounded-full ${props.verdict.met ? LABEL_FILL[props.verdict.label] : 'bg-line-strong'}`}
        />
        {LABEL_TEXT[props.verdict.label].name}
        <span class="figures ml-auto text-sm font-normal tracking-normal text-ink-3">
          {props.verdict.met ? 'met' : 'not met'}: {met()} of {props.verdict.conditions.length}
        </span>
      </h3>
      <ul>
        <For each={props.verdict.conditions}>
          {(condition) => (
            <ConditionBar
              condition={condition}
              label={props.verdict.label}
              features={props.evidence.features}
              symbol={props.trade.symbol}
            />
          )}
        </For>
      </ul>
    </section>
  );
}

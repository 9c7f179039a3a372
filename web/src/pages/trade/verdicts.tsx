import { createMemo, For, Show } from 'solid-js';
import type { Evidence, Verdict } from '../../../../contracts/features.ts';
import type { Trade } from '../../../../contracts/trades.ts';
import { quoteOf } from '../../format/decimal.ts';
import { featureName } from '../../format/features.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { ChevronIcon } from '../../ui/icons.tsx';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { tellCondition } from './condition-text.ts';
import { RequirementList } from './requirement-list.tsx';
import { decidingCondition, groupVerdicts, requirementsOf } from './verdict-groups.ts';

/** Each rule with what it asks and what was found: what was met, then what was nearly, then the rest, folded. */
export function Verdicts(props: { evidence: Evidence; trade: Trade }) {
  const groups = createMemo(() => groupVerdicts(props.evidence.verdicts));
  return (
    <section aria-labelledby="verdicts-title" class="mt-12">
      <h2 id="verdicts-title" class="text-lg">
        How it was read
      </h2>
      <Show when={props.evidence.reason}>
        {(reason) => <p class="mt-2 text-ink-2">Unscored: {reason()}</p>}
      </Show>
      <Show when={groups().met.length + groups().near.length > 0}>
        <div class="mt-5 grid gap-x-12 gap-y-10 lg:grid-cols-2">
          <For each={groups().met}>
            {(verdict) => <OpenVerdict verdict={verdict} standing="met" symbol={props.trade.symbol} />}
          </For>
          <For each={groups().near}>
            {(verdict) => <OpenVerdict verdict={verdict} standing="near" symbol={props.trade.symbol} />}
          </For>
        </div>
      </Show>
      <Folded title="Missed" verdicts={groups().missed} symbol={props.trade.symbol} />
      <Folded title="Could not be decided" verdicts={groups().undecided} symbol={props.trade.symbol} />
      <Show when={groups().silent.length > 0}>
        <p class="mt-6 text-sm text-ink-3">
          Not for {props.trade.side === 'BUY' ? 'buys' : 'sales'}:{' '}
          {groups()
            .silent.map((verdict) => LABEL_TEXT[verdict.label].name)
            .join(', ')}
          .
        </p>
      </Show>
    </section>
  );
}

function OpenVerdict(props: { verdict: Verdict; standing: 'met' | 'near'; symbol: string }) {
  return (
    <section>
      <h3 class="flex items-center gap-2 border-b border-line pb-2 text-base">
        <span
          aria-hidden="true"
          class={`size-2 rounded-full ${props.standing === 'met' ? LABEL_FILL[props.verdict.label] : 'border border-ink-3'}`}
        />
        {LABEL_TEXT[props.verdict.label].name}
        <span class="figures ml-auto text-sm font-normal tracking-normal text-ink-3">
          {props.standing}: {countMet(props.verdict)}
        </span>
      </h3>
      <p class="pt-2 text-sm text-ink-3">{LABEL_TEXT[props.verdict.label].meaning}.</p>
      <RequirementList verdict={props.verdict} symbol={props.symbol} />
    </section>
  );
}

/** A rule per line with what decided it; opened, it shows the whole. */
function Folded(props: { title: string; verdicts: readonly Verdict[]; symbol: string }) {
  return (
    <Show when={props.verdicts.length > 0}>
      <h3 class="mt-8 border-b border-line pb-2 text-sm font-medium tracking-normal text-ink-2">
        {props.title}
      </h3>
      <For each={props.verdicts}>
        {(verdict) => (
          <details class="group border-b border-line text-sm">
            <summary class="figures flex list-none items-baseline gap-3 rounded py-2.5 hover:text-ink [@media(pointer:coarse)]:py-3">
              <ChevronIcon class="shrink-0 -rotate-90 self-center text-ink-3 transition-transform group-open:rotate-0" />
              <span class="w-28 shrink-0 font-medium sm:w-36">{LABEL_TEXT[verdict.label].name}</span>
              <span class="min-w-0 flex-1 text-ink-3">{tellDeciding(verdict, props.symbol)}</span>
              <span class="whitespace-nowrap text-ink-3">{countMet(verdict)}</span>
            </summary>
            <div class="max-w-xl pb-4 pl-7">
              <p class="text-ink-3">{LABEL_TEXT[verdict.label].meaning}.</p>
              <RequirementList verdict={verdict} symbol={props.symbol} />
            </div>
          </details>
        )}
      </For>
    </Show>
  );
}

function countMet(verdict: Verdict): string {
  const requirements = requirementsOf(verdict);
  return `${requirements.filter((requirement) => requirement.met).length} of ${requirements.length}`;
}

function tellDeciding(verdict: Verdict, symbol: string): string {
  const condition = decidingCondition(verdict);
  if (condition === undefined) return '';
  const name = featureName(condition.name);
  const { value, asked } = tellCondition(condition, quoteOf(symbol));
  return value === null ? `${name}: ${condition.reason ?? 'unknown'}` : `${name}: ${value}, asked ${asked}`;
}

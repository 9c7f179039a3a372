import { createMemo, createSignal, For, Show } from 'solid-js';
import type { RuleEffect, RuleRow } from '../../../../contracts/rule-reports.ts';
import { type RuleKind, RuleSpecSchema, RuleUpsertRequestSchema } from '../../../../contracts/rules.ts';
import { RULE_NAMES, tellRule } from '../../../../domain/rules/tell-rule.ts';
import type { Failure } from '../../failure.ts';
import { timezone } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.tsx';
import { AdherenceCalendar } from './adherence-calendar.tsx';
import { tellEffect } from './effect-text.ts';
import { RuleWhatIf } from './rule-what-if.tsx';
import { saveRule } from './save-rule.ts';
import { tellHeldAgainst, tellStreak } from './standing-text.ts';

interface RuleCardProps {
  rule: RuleRow;
  firstDay: string;
  lastDay: string;
  /** undefined: not told yet, or the rule is off. */
  effect: RuleEffect | undefined;
  /** It is on its way. */
  awaitsEffect: boolean;
  onEdit: () => void;
  onChanged: () => void;
}

/** The id of the heading of a kind's card. */
export function titleIdOf(kind: RuleKind): string {
  return `rule-${kind}`;
}

/** A rule with how it is kept: what it says, its days, and what came before and after it. */
export function RuleCard(props: RuleCardProps) {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const spec = createMemo(
    () => RuleSpecSchema.safeParse({ kind: props.rule.kind, params: props.rule.params }).data,
  );
  const sentence = () => {
    const rule = spec();
    return rule ? tellRule(rule) : RULE_NAMES[props.rule.kind];
  };
  const titleId = () => titleIdOf(props.rule.kind);

  async function toggle(): Promise<void> {
    const { kind, params, active } = props.rule;
    const request = RuleUpsertRequestSchema.safeParse({ kind, params, active: !active }).data;
    if (busy() || request === undefined) return;
    setBusy(true);
    setProblem(null);
    const found = await saveRule(request);
    setBusy(false);
    setProblem(found);
    if (found !== null) return;
    props.onChanged();
    await notify(active ? 'The rule is off. What was held against it stays.' : 'The rule is in force.');
  }

  return (
    <article aria-labelledby={titleId()} class="border-t border-line py-6">
      <div class="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div class="min-w-0 flex-1 basis-72">
          <p class="text-sm text-ink-3">{RULE_NAMES[props.rule.kind]}</p>
          <h3
            id={titleId()}
            tabindex="-1"
            class="text-lg text-pretty"
            classList={{ 'text-ink-3': !props.rule.active }}
          >
            {sentence()}
          </h3>
        </div>
        <div class="flex items-center gap-2">
          <Toggle
            on={props.rule.active}
            busy={busy()}
            labelledBy={titleId()}
            onToggle={() => void toggle()}
          />
          <Button look="ghost" label={`Edit: ${sentence()}`} onClick={props.onEdit}>
            Edit
          </Button>
        </div>
      </div>
      <Show when={problem()}>
        {(found) => (
          <div class="mt-3">
            <FailureNotice problem={found()} />
          </div>
        )}
      </Show>
      <div class="mt-4 grid gap-x-10 gap-y-4 md:grid-cols-[auto_minmax(0,1fr)]">
        <AdherenceCalendar
          days={props.rule.adherence.days}
          firstDay={props.firstDay}
          lastDay={props.lastDay}
          name={sentence()}
        />
        <div class="figures text-sm">
          <p>{tellStreak(props.rule)}</p>
          <p class="mt-1 text-ink-3">
            {tellHeldAgainst(props.rule, { firstDay: props.firstDay, timezone: timezone() })}
          </p>
          <Show
            when={props.effect}
            fallback={
              <Show when={props.rule.active && props.awaitsEffect}>
                <div role="status" aria-label="Loading before and after" class="skeleton mt-4 h-5 w-40" />
              </Show>
            }
          >
            {(effect) => <Effect effect={effect()} />}
          </Show>
          <Show when={spec()}>{(rule) => <RuleWhatIf rule={rule()} />}</Show>
        </div>
      </div>
    </article>
  );
}

function Toggle(props: { on: boolean; busy: boolean; labelledBy: string; onToggle: () => void }) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={props.on}
      aria-busy={props.busy ? 'true' : undefined}
      aria-labelledby={props.labelledBy}
      onClick={() => props.onToggle()}
      class="inline-flex h-9 items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-hover [@media(pointer:coarse)]:h-11"
      classList={{ 'opacity-50': props.busy }}
    >
      <span
        aria-hidden="true"
        class="keeps-colour flex h-5 w-9 items-center rounded-full border p-0.5 transition-colors"
        classList={{ 'border-ink bg-ink': props.on, 'border-edge bg-surface': !props.on }}
      >
        <span
          class="size-3.5 rounded-full transition-transform"
          classList={{ 'translate-x-4 bg-bg': props.on, 'bg-edge': !props.on }}
        />
      </span>
      <span aria-hidden="true" class="w-6 text-left">
        {props.on ? 'On' : 'Off'}
      </span>
    </button>
  );
}

function Effect(props: { effect: RuleEffect }) {
  const told = createMemo(() => tellEffect(props.effect));
  return (
    <Disclosure summary="Before and after">
      <p>{told().change}</p>
      <table class="w-full max-w-2xl text-left max-sm:block">
        <thead class="text-xs text-ink-3 max-sm:sr-only">
          <tr>
            <td />
            <th scope="col" class="py-1 pr-4 font-normal">
              90 days before
            </th>
            <th scope="col" class="py-1 font-normal">
              Since
            </th>
          </tr>
        </thead>
        <tbody class="max-sm:block">
          <For each={told().rows}>
            {(row) => (
              <tr class="border-t border-line max-sm:grid max-sm:grid-cols-[4rem_1fr] max-sm:py-1.5">
                <th scope="row" class="py-1.5 pr-4 font-normal text-ink-3 max-sm:col-span-2">
                  {row.name}
                </th>
                <td class="py-1.5 pr-4 before:text-ink-3 max-sm:contents max-sm:before:content-['Before']">
                  <span>{row.before}</span>
                </td>
                <td class="py-1.5 before:text-ink-3 max-sm:contents max-sm:before:content-['Since']">
                  <span>{row.after}</span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="text-ink-3">
        Orders before are held against it as if it had been in force. What else has changed since is not
        known: a comparison, not a cause.
      </p>
    </Disclosure>
  );
}

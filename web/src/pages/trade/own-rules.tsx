import { A } from '@solidjs/router';
import { For } from 'solid-js';
import type { RuleCheck } from '../../../../contracts/rules.ts';
import { RULE_NAMES } from '../../../../domain/rules/tell-rule.ts';
import { tellRuleCheck } from '../../format/rule-check.ts';
import { VERDICT_TEXT, VerdictMark } from '../../ui/verdict-mark.tsx';

/** How the trader's own rules stood with the fill: those that were in force when its order began. */
export function OwnRules(props: { checks: readonly RuleCheck[] }) {
  return (
    <section aria-labelledby="own-rules-title" class="mt-12">
      <h2 id="own-rules-title" class="text-lg">
        Your rules
      </h2>
      <ul class="figures mt-3 max-w-2xl text-sm">
        <For each={props.checks}>
          {(check) => (
            <li class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t border-line py-2.5">
              <span class="flex w-36 items-center gap-2 self-center font-medium">
                <VerdictMark verdict={check.verdict} />
                {RULE_NAMES[check.kind]}
              </span>
              <span class="w-28 text-ink-2">{VERDICT_TEXT[check.verdict]}</span>
              <span class="min-w-0 flex-1 text-ink-3">{tellRuleCheck(check)}</span>
            </li>
          )}
        </For>
      </ul>
      <p class="mt-3 text-sm text-ink-3">
        As they stood when the order began.{' '}
        <A href="/rules" class="underline underline-offset-4 hover:text-ink">
          All your rules
        </A>
      </p>
    </section>
  );
}

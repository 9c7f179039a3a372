import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import type { DigestPayload } from '../../../../contracts/digests.ts';
import { RULE_NAMES } from '../../../../domain/rules/tell-rule.ts';
import { countOf } from '../../format/counts.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { tradesPath } from '../../trades-path.ts';
import { LINK } from '../../ui/link-look.ts';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { daysOfWeek } from './days-of-week.ts';

/** The pattern that came out lowest, and a rule that speaks of it. */
export function Suggestion(props: { week: DigestPayload }) {
  return (
    <Show when={props.week.suggestion}>
      {(told) => (
        <Section title="What cost most" class="break-inside-avoid">
          <p class="figures mt-1 max-w-2xl text-pretty">
            {LABEL_TEXT[told().label].name}: {countOf(told().orders, 'order')}, of which{' '}
            {countOf(told().trades, 'has', 'have')} a result, together{' '}
            <Result value={told().net} currency={props.week.currency} />.{' '}
            <Show
              when={told().kind}
              fallback={
                <A
                  href={tradesPath({ label: told().label, ...daysOfWeek(props.week) })}
                  class={`${LINK} print:hidden`}
                >
                  Look at them
                </A>
              }
            >
              {(kind) => (
                <>
                  The rule that speaks of it is “{RULE_NAMES[kind()]}”.{' '}
                  <A href="/rules" class={`${LINK} print:hidden`}>
                    See what it would have caught
                  </A>
                </>
              )}
            </Show>
          </p>
          <p class="mt-1 text-sm text-ink-3">What goes together is not what causes it.</p>
        </Section>
      )}
    </Show>
  );
}

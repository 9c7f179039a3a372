import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import type { DigestPayload } from '../../../../contracts/digests.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { LINK } from '../../ui/link-look.ts';
import { countOf } from '../dashboard/counts.ts';
import { Result } from '../dashboard/money.tsx';
import { Section } from '../dashboard/section.tsx';
import { tellRule } from './rule-names.ts';

/** The pattern that came out lowest, and a rule that speaks of it. */
export function Suggestion(props: { week: DigestPayload }) {
  return (
    <Show when={props.week.suggestion}>
      {(told) => (
        <Section title="What cost most" class="break-inside-avoid">
          <p class="figures mt-1 max-w-2xl text-pretty">
            {LABEL_TEXT[told().label].name}: {countOf(told().orders, 'order')}, of which{' '}
            {countOf(told().trades, 'has', 'have')} a result, together{' '}
            <Result value={told().net} currency={props.week.currency} />. A rule that speaks of it:{' '}
            {tellRule(told().rule)}.{' '}
            <A href="/rules" class={`${LINK} print:hidden`}>
              See your rules
            </A>
          </p>
          <p class="mt-1 text-sm text-ink-3">What goes together is not what causes it.</p>
        </Section>
      )}
    </Show>
  );
}

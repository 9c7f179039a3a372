import { For, Show } from 'solid-js';
import type { Verdict } from '../../../../contracts/features.ts';
import { ConditionBar } from './condition-bar.tsx';
import { requirementsOf } from './verdict-groups.ts';

const NUMBERS = ['', '', 'two', 'three', 'four'];

/** What a rule asks, one below the other; what counts as one is held together. */
export function RequirementList(props: { verdict: Verdict; symbol: string }) {
  return (
    <ul>
      <For each={requirementsOf(props.verdict)}>
        {({ conditions }) => (
          <Show
            when={conditions.length > 1}
            fallback={
              <For each={conditions}>
                {(condition) => (
                  <ConditionBar condition={condition} label={props.verdict.label} symbol={props.symbol} />
                )}
              </For>
            }
          >
            <li class="my-2 border-l border-line-strong pl-3 text-sm">
              <p class="pt-1 text-ink-3">
                One of these {NUMBERS[conditions.length] ?? conditions.length} is enough
              </p>
              <ul>
                <For each={conditions}>
                  {(condition) => (
                    <ConditionBar condition={condition} label={props.verdict.label} symbol={props.symbol} />
                  )}
                </For>
              </ul>
            </li>
          </Show>
        )}
      </For>
    </ul>
  );
}

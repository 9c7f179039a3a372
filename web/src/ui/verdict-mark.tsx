import { Match, Switch } from 'solid-js';
import type { RuleCheck } from '../../../contracts/rules.ts';

type Verdict = RuleCheck['verdict'];

export const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  kept: 'Kept',
  broken: 'Broken',
  not_applicable: 'Not applicable',
};

/** By shape, then by colour: full, crossed, or a dot. The words stand beside it. */
export function VerdictMark(props: { verdict: Verdict }) {
  return (
    <Switch fallback={<span aria-hidden="true" class="m-[0.3125rem] size-1 rounded-full bg-line-strong" />}>
      <Match when={props.verdict === 'kept'}>
        <span aria-hidden="true" class="keeps-colour size-3.5 rounded-sm bg-discipline-fill" />
      </Match>
      <Match when={props.verdict === 'broken'}>
        <svg
          aria-hidden="true"
          viewBox="0 0 14 14"
          class="size-3.5 rounded-sm border border-panic text-panic"
          stroke="currentColor"
          stroke-width="1.75"
        >
          <path d="m3.5 3.5 7 7m0-7-7 7" />
        </svg>
      </Match>
    </Switch>
  );
}

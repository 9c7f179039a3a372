import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { countOf } from '../../format/counts.ts';
import { periodOf, tradesPath } from '../../trades-path.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Amount } from '../../ui/money.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What is in none of the figures, and what can be done about it. */
export function LeftOut(props: { stats: Stats }) {
  const unknown = () => props.stats.unknownBasis;
  const others = () =>
    props.stats.currencies
      .filter(({ currency, fills }) => currency !== props.stats.currency && fills > 0)
      .map(({ currency, fills }) => `${currency} (${countOf(fills, 'fill')})`)
      .join(', ');
  return (
    <>
      <Show when={unknown().fills > 0}>
        <div class="mt-6 max-w-3xl">
          <Notice
            title={`${countOf(unknown().fills, 'fill of a sale', 'fills of sales')} ${unknown().fills === 1 ? 'has' : 'have'} no known cost`}
            actions={<ButtonLink href="/connect">Import older history</ButtonLink>}
          >
            What was sold was bought before, or outside, the history read here:{' '}
            <Amount value={unknown().proceeds} currency={props.stats.currency} /> of proceeds that are in no
            other figure. Import that history, or open one of{' '}
            <A
              href={tradesPath({ ...periodOf(props.stats), cost: 'unknown' })}
              class="text-ink underline underline-offset-4"
            >
              these sales
            </A>{' '}
            and enter what it cost.
          </Notice>
        </div>
      </Show>
      <Show when={props.stats.feesLeftOut > 0}>
        <p class="mt-3 max-w-3xl text-sm text-ink-3">
          {countOf(props.stats.feesLeftOut, 'fee')} paid in a third asset could not be valued and{' '}
          {props.stats.feesLeftOut === 1 ? 'is' : 'are'} in no figure.
        </p>
      </Show>
      <Show when={others()}>
        <p class="mt-3 max-w-3xl text-sm text-ink-3">
          Trades against {props.stats.currency} only. Not in these figures: {others()}.
        </p>
      </Show>
    </>
  );
}

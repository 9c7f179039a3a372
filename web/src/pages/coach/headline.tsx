import { For, Show } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import { FEED_LIMITS } from '../../feed/reducer.ts';
import { feed } from '../../feed/store.ts';
import { LABELS } from '../../feed/tally.ts';
import { formatCount } from '../../format/decimal.ts';
import { isBehaviour, LABEL_TEXT } from '../../format/labels.ts';
import { LABEL_FILL, LABEL_INK } from '../../ui/label-chip.tsx';

/** The behaviours that were found most often. */
const MOST_TOLD = 3;

function mostOften(): Label[] {
  const { of } = feed.tally();
  return LABELS.filter((label) => isBehaviour(label) && of(label) > 0)
    .toSorted((a, b) => of(b) - of(a))
    .slice(0, MOST_TOLD);
}

/** The answer before the stream: what was read, and how it falls out. */
export function Headline() {
  const read = () => {
    const { trades } = feed.tally();
    const more = !feed.whole() || trades >= FEED_LIMITS.labels;
    const count = formatCount(trades) + (more ? '+' : '');
    return `${count} ${trades === 1 ? 'fill' : 'fills'} read`;
  };
  return (
    <header>
      <h1 class="text-sm font-medium text-ink-3">Coach</h1>
      <Show when={feed.tally().trades > 0}>
        <p class="figures mt-1 text-xl font-normal tracking-tight text-ink-2 xl:text-2xl">
          <span class="font-semibold whitespace-nowrap text-ink">{read()}</span>
          <For each={mostOften()}>
            {(label) => (
              <>
                <span aria-hidden="true" class="text-line-strong">
                  {' · '}
                </span>
                <span class="whitespace-nowrap">
                  {LABEL_TEXT[label].name}{' '}
                  <span class={`font-semibold ${LABEL_INK[label]}`}>
                    {formatCount(feed.tally().of(label))}
                  </span>
                </span>
              </>
            )}
          </For>
        </p>
        <Shares />
      </Show>
    </header>
  );
}

/** The same as one bar. A trade with two labels counts in both, so the parts are shares of all labels given. */
function Shares() {
  const given = () => LABELS.reduce((sum, label) => sum + feed.tally().of(label), 0);
  return (
    <div aria-hidden="true" class="mt-4 flex h-1.5 max-w-2xl gap-0.5 overflow-hidden rounded-full">
      <For each={LABELS.filter((label) => feed.tally().of(label) > 0)}>
        {(label) => (
          <div
            class={`min-w-1 transition-[flex-grow] duration-500 ${LABEL_FILL[label]}`}
            style={{ 'flex-grow': feed.tally().of(label) / given() }}
          />
        )}
      </For>
    </div>
  );
}

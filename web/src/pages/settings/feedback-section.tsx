import { For, Show } from 'solid-js';
import type { Thresholds } from '../../../../contracts/thresholds.ts';
import { formatCount } from '../../format/decimal.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { ResetButton } from './reset-button.tsx';
import { sortVoted, tellScale } from './thresholds-text.ts';

const HEAD = 'py-2 font-normal';

/** What the trader said of labels, and what came of it. */
export function FeedbackSection(props: { thresholds: Thresholds; onReset: (now: Thresholds) => void }) {
  const voted = () => sortVoted(props.thresholds.feedback);
  return (
    <>
      <Show
        when={voted().length > 0}
        fallback={
          <p class="text-ink-2">
            No votes yet. On a trade’s own page you can say of each label whether it is right.
          </p>
        }
      >
        <table class="figures w-full text-sm">
          <caption class="sr-only">Your votes by label, and what they do to its confidence</caption>
          <thead class="text-right text-ink-3">
            <tr>
              <th scope="col" class={`${HEAD} text-left`}>
                Label
              </th>
              <th scope="col" class={HEAD}>
                Right
              </th>
              <th scope="col" class={HEAD}>
                Wrong
              </th>
              <th scope="col" class={HEAD}>
                From now on
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={voted()}>
              {(row) => (
                <tr class="border-t border-line text-right">
                  <th scope="row" class="py-2 text-left font-normal">
                    <span
                      aria-hidden="true"
                      class={`mr-2 inline-block size-2 rounded-full ${LABEL_FILL[row.label]}`}
                    />
                    {LABEL_TEXT[row.label].name}
                  </th>
                  <td>{formatCount(row.up)}</td>
                  <td>{formatCount(row.down)}</td>
                  <td class="font-medium" title={String(row.scale)}>
                    {tellScale(row.scale)}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={props.thresholds.feedbackSince}>
        {(since) => (
          <p class="mt-3 text-sm text-ink-3">
            Reset on {formatDateTime(since(), timezone())}: only votes since then count.
          </p>
        )}
      </Show>
      <Show when={voted().length > 0}>
        <ResetButton
          what="feedback"
          name="Reset feedback"
          title="Forget your votes?"
          done="Your votes no longer count. The table follows within seconds."
          onDone={props.onReset}
        >
          The votes so far no longer count, and every label starts at its own confidence again. Trades already
          read keep what was said of them.
        </ResetButton>
      </Show>
    </>
  );
}

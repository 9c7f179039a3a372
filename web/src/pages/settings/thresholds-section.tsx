import { For, Show } from 'solid-js';
import type { Thresholds } from '../../../../contracts/thresholds.ts';
import { featureName } from '../../format/features.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { ResetButton } from './reset-button.tsx';
import { groupByLabel, type Threshold, tellThreshold, tellThresholdSample } from './thresholds-text.ts';

const FIGURE = 'pt-1.5 pb-3 pl-3 text-right align-baseline whitespace-nowrap sm:pl-6';
const HEAD = 'py-2 font-normal align-bottom';

/** Where the rules have moved to for this trader. */
export function ThresholdsSection(props: { thresholds: Thresholds; onReset: (now: Thresholds) => void }) {
  return (
    <Show
      when={props.thresholds.thresholds.length > 0}
      fallback={<p class="text-ink-2">They show up here once your first trade is read.</p>}
    >
      <table class="figures w-full text-sm">
        <caption class="sr-only">Thresholds by label: everybody’s, your own, and the one in force</caption>
        <thead class="text-ink-3">
          <tr>
            <th scope="col" class={`${HEAD} text-left`}>
              Condition
            </th>
            <th scope="col" class={`${HEAD} pl-3 text-right sm:pl-6`}>
              Everybody
            </th>
            <th scope="col" class={`${HEAD} pl-3 text-right sm:pl-6`}>
              Yours
            </th>
            <th scope="col" class={`${HEAD} pl-3 text-right sm:pl-6`}>
              In force
            </th>
          </tr>
        </thead>
        <For each={groupByLabel(props.thresholds.thresholds)}>
          {([label, rows]) => (
            <tbody class="border-t border-line">
              <tr>
                <th scope="rowgroup" colspan="4" class="pt-4 pb-1 text-left font-medium">
                  <span
                    aria-hidden="true"
                    class={`mr-2 inline-block size-2 rounded-full ${LABEL_FILL[label]}`}
                  />
                  {LABEL_TEXT[label].name}
                </th>
              </tr>
              <For each={rows}>{(row) => <ThresholdRow row={row} />}</For>
            </tbody>
          )}
        </For>
      </table>
      <Show when={props.thresholds.thresholdsSince}>
        {(since) => (
          <p class="mt-3 text-sm text-ink-3">
            Reset on {formatDateTime(since(), timezone())}: only trades since then count.
          </p>
        )}
      </Show>
      <ResetButton
        what="thresholds"
        name="Reset thresholds"
        title="Start your thresholds anew?"
        done="Your thresholds start anew. The table follows within seconds."
        onDone={props.onReset}
      >
        Only trades from now on count towards them, and until there are enough, everybody’s hold. Trades
        already read keep what was said of them.
      </ResetButton>
    </Show>
  );
}

function ThresholdRow(props: { row: Threshold }) {
  return (
    <tr>
      <th scope="row" class="pt-1.5 pb-3 text-left align-baseline font-normal">
        {featureName(props.row.name)}
        <span class="block text-xs text-ink-3">{tellThresholdSample(props.row)}</span>
      </th>
      <td class={`${FIGURE} text-ink-2`} title={String(props.row.prior)}>
        {tellThreshold(props.row, props.row.prior)}
      </td>
      <td class={`${FIGURE} text-ink-2`} title={props.row.own === null ? undefined : String(props.row.own)}>
        {props.row.own === null ? (
          <>
            <span aria-hidden="true">—</span>
            <span class="sr-only">not yet</span>
          </>
        ) : (
          tellThreshold(props.row, props.row.own)
        )}
      </td>
      <td class={`${FIGURE} font-medium`} title={String(props.row.inForce)}>
        {tellThreshold(props.row, props.row.inForce)}
      </td>
    </tr>
  );
}

import { For, Show } from 'solid-js';
import type { Check } from '../../../contracts/check.ts';
import { FEATURE_NAMES } from '../../../contracts/features.ts';
import { quoteOf } from '../format/decimal.ts';
import { featureName, formatFeature } from '../format/features.ts';

/** The nine features as of now, each known or with its reason. */
export function FeatureTable(props: { check: Check }) {
  return (
    <table class="figures w-full">
      <caption class="sr-only">Features as of now</caption>
      <tbody>
        <For each={FEATURE_NAMES}>
          {(name) => {
            const feature = () => props.check.features[name];
            const value = () => {
              const now = feature();
              return now.known ? now.value : null;
            };
            const reason = () => {
              const now = feature();
              return now.known ? '' : now.reason;
            };
            return (
              <tr class="border-t border-line align-top first:border-0">
                <th scope="row" class="py-1.5 pr-4 text-left font-normal">
                  {featureName(name)}
                </th>
                <td class="py-1.5 text-right">
                  <Show when={value() !== null} fallback={<span class="text-ink-3">{reason()}</span>}>
                    {formatFeature(name, value() ?? '', quoteOf(props.check.symbol))}
                  </Show>
                </td>
              </tr>
            );
          }}
        </For>
      </tbody>
    </table>
  );
}

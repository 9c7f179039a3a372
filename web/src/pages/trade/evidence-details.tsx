import { For, Show } from 'solid-js';
import { type Evidence, FEATURE_NAMES } from '../../../../contracts/features.ts';
import type { Trade } from '../../../../contracts/trades.ts';
import { quoteOf } from '../../format/decimal.ts';
import { featureName, formatFeature } from '../../format/features.ts';
import { ChevronIcon } from '../../ui/icons.tsx';

/** Everything that is needed to compute the labels again. */
export function EvidenceDetails(props: { evidence: Evidence; trade: Trade }) {
  const rows = () => FEATURE_NAMES.map((name) => ({ name, feature: props.evidence.features[name] }));
  return (
    <details class="group mt-12 border-t border-line text-sm">
      <summary class="flex list-none items-center gap-2 rounded py-3 font-medium text-ink-2 hover:text-ink">
        <ChevronIcon class="-rotate-90 transition-transform group-open:rotate-0" />
        Evidence
        <span class="font-normal text-ink-3">to recompute it to the last figure</span>
      </summary>
      <div class="grid gap-x-12 gap-y-6 pt-2 pb-4 lg:grid-cols-2">
        <table class="figures w-full">
          <caption class="pb-2 text-left text-ink-3">Features, as of the fill</caption>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr class="border-t border-line align-top">
                  <th scope="row" class="py-1.5 pr-4 text-left font-normal text-ink-2">
                    {featureName(row.name)}
                    <code class="mt-0.5 block font-mono text-xs text-ink-3">{row.name}</code>
                  </th>
                  <td class="py-1.5 text-right">
                    <Show
                      when={row.feature.known && row.feature}
                      fallback={<span class="text-ink-3">{row.feature.known ? '' : row.feature.reason}</span>}
                    >
                      {(known) => (
                        <span title={String(known().value)}>
                          {formatFeature(row.name, known().value, quoteOf(props.trade.symbol))}
                        </span>
                      )}
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <dl class="figures flex flex-col gap-3">
          <Item name="Rules, version" value={String(props.evidence.version)} />
          <Item name="Hours without a trade, filled forward" value={String(props.evidence.filledBars)} />
          <Item name="Trade at the exchange" value={props.trade.extId} />
          <div>
            <dt class="text-ink-3">Candle snapshots (SHA-256)</dt>
            <For each={props.evidence.snapshots} fallback={<dd>None</dd>}>
              {(hash) => <dd class="mt-1 font-mono text-xs break-all text-ink-2">{hash}</dd>}
            </For>
          </div>
        </dl>
      </div>
    </details>
  );
}

function Item(props: { name: string; value: string }) {
  return (
    <div>
      <dt class="text-ink-3">{props.name}</dt>
      <dd class="mt-0.5 break-all">{props.value}</dd>
    </div>
  );
}

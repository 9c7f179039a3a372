import { For, Show } from 'solid-js';
import { type Evidence, FEATURE_NAMES } from '../../../../contracts/features.ts';
import type { Trade } from '../../../../contracts/trades.ts';
import { quoteOf } from '../../format/decimal.ts';
import { featureName, formatFeature } from '../../format/features.ts';
import { ChevronIcon } from '../../ui/icons.tsx';
import { Recompute } from './recompute.tsx';

interface Row {
  name: string;
  value: number | string | null;
  why: string;
}

/** Everything that is needed to compute the labels again. */
export function EvidenceDetails(props: { evidence: Evidence; trade: Trade }) {
  const features = () =>
    FEATURE_NAMES.map((name): Row => {
      const feature = props.evidence.features[name];
      return feature.known
        ? { name, value: feature.value, why: '' }
        : { name, value: null, why: feature.reason };
    });
  const figures = () =>
    Object.entries(props.evidence.figures).map(([name, value]): Row => ({ name, value, why: '' }));
  const quote = () => quoteOf(props.trade.symbol);
  return (
    <details class="group mt-12 border-t border-line text-sm">
      <summary class="flex list-none items-center gap-2 rounded py-3 font-medium text-ink-2 hover:text-ink">
        <ChevronIcon class="-rotate-90 transition-transform group-open:rotate-0" />
        Evidence
        <span class="font-normal text-ink-3">to recompute it to the last figure</span>
      </summary>
      <div class="pt-2">
        <Recompute tradeId={props.trade.id} />
        <div class="grid gap-x-12 gap-y-6 pb-4 lg:grid-cols-2">
          <FigureTable caption="Features, as of the fill" rows={features()} quote={quote()} />
          <div class="flex flex-col gap-6">
            <Show when={figures().length > 0}>
              <FigureTable caption="What else the rules looked at" rows={figures()} quote={quote()} />
            </Show>
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
        </div>
      </div>
    </details>
  );
}

function FigureTable(props: { caption: string; rows: readonly Row[]; quote: string }) {
  return (
    <table class="figures w-full self-start">
      <caption class="pb-2 text-left text-ink-3">{props.caption}</caption>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr class="border-t border-line align-top">
              <th scope="row" class="py-1.5 pr-4 text-left font-normal text-ink-2">
                {featureName(row.name)}
                <code class="mt-0.5 block font-mono text-xs text-ink-3">{row.name}</code>
              </th>
              <td class="py-1.5 text-right">
                <Show when={row.value !== null} fallback={<span class="text-ink-3">{row.why}</span>}>
                  <span title={String(row.value)}>
                    {formatFeature(row.name, row.value ?? '', props.quote)}
                  </span>
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
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

import { createMemo, For, Show } from 'solid-js';
import { formatCount } from '../../format/decimal.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { tellMissing } from '../../format/measure.ts';
import { formatPnl } from '../../format/money.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { Result } from '../../ui/money.tsx';
import {
  type BiasCost,
  chanceOf,
  type KnownCost,
  sortKnown,
  sortUnknown,
  tellBiasCost,
} from './bias-costs.ts';
import { Interval } from './interval-bar.tsx';
import { moneyAxis } from './interval-scale.ts';

/** Each label's trades against as many of the others, on one axis of money. */
export function BiasCostsTable(props: { costs: readonly BiasCost[]; currency: string }) {
  const known = createMemo(() => sortKnown(props.costs));
  const unknown = createMemo(() => sortUnknown(props.costs));
  const axis = createMemo(() => moneyAxis(known().map(({ cost }) => toFloats(cost))));
  return (
    <>
      <Show when={known().length > 0}>
        <table class="figures mt-5 w-full max-w-3xl text-sm max-sm:block">
          <caption class="sr-only">
            By label: how its orders came out against the same number of others, in {props.currency}
          </caption>
          <thead class="text-left text-xs text-ink-3 max-sm:sr-only">
            <tr>
              <th scope="col" class="py-2 font-normal">
                Label
              </th>
              <th scope="col" class="py-2 font-normal">
                95% interval
              </th>
              <th scope="col" class="py-2 text-right font-normal">
                Against others, {props.currency}
              </th>
            </tr>
          </thead>
          <tbody class="max-sm:block">
            <For each={known()}>{(row) => <CostRow row={row} axis={axis()} currency={props.currency} />}</For>
          </tbody>
        </table>
      </Show>
      <Show when={unknown().length > 0}>
        <ul class="mt-4 flex max-w-2xl flex-col gap-1 text-sm text-ink-3">
          <For each={unknown()}>
            {(row) => (
              <li>
                <span class="text-ink-2">{LABEL_TEXT[row.label].name}.</span> {tellMissing(row.cost)}.
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

interface CostRowProps {
  row: KnownCost;
  axis: (money: number) => number;
  currency: string;
}

function CostRow(props: CostRowProps) {
  const cost = () => props.row.cost;
  const chance = () => chanceOf(cost());
  const places = () => {
    const { value, low = value, high = value } = toFloats(cost());
    return { value: props.axis(value), low: props.axis(low), high: props.axis(high) };
  };
  const interval = () => {
    const { low, high } = cost();
    return low === undefined || high === undefined
      ? 'no interval'
      : `${formatPnl(low, props.currency)} to ${formatPnl(high, props.currency)}`;
  };
  return (
    <tr class="border-t border-line max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:py-2.5">
      <th
        scope="row"
        class="text-left font-normal sm:w-44 sm:py-2.5 sm:pr-4"
        title={tellBiasCost(props.row, props.currency)}
      >
        <span class="flex items-center gap-2 font-medium">
          <span aria-hidden="true" class={`size-2 shrink-0 rounded-full ${LABEL_FILL[props.row.label]}`} />
          {LABEL_TEXT[props.row.label].name}
        </span>
        <span class="block pl-4 text-xs text-ink-3">
          n = {formatCount(props.row.tagged)} against {formatCount(props.row.others)}
        </span>
      </th>
      <td class="max-sm:order-last max-sm:col-span-2 max-sm:mt-2">
        <div aria-hidden="true" class="relative h-6 min-w-40">
          <div class="keeps-colour absolute inset-x-0 top-1/2 h-px bg-line" />
          <div
            class="keeps-colour absolute inset-y-0 w-px bg-ink-3"
            style={{ left: `${(props.axis(0) * 100).toFixed(2)}%` }}
          />
          <Interval places={places()} hollow={chance() === true} fill={LABEL_FILL[props.row.label]} />
        </div>
        <span class="block text-xs text-ink-3 sm:pb-2">{interval()}</span>
      </td>
      <td class="text-right whitespace-nowrap sm:w-48 sm:py-2.5 sm:pl-6">
        <span class="font-medium">
          <Result value={cost().value} currency={props.currency} bare />
        </span>
        <span class="block text-xs text-ink-3">
          {chance() === null ? 'no interval' : chance() ? 'could be chance' : 'clear of zero'}
        </span>
      </td>
    </tr>
  );
}

function toFloats(cost: KnownCost['cost']) {
  const { value, low = value, high = value } = cost;
  return { value: Number(value), low: Number(low), high: Number(high) };
}

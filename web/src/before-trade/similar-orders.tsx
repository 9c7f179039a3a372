import { A } from '@solidjs/router';
import { createUniqueId, For, Match, Show, Switch } from 'solid-js';
import type { Check } from '../../../contracts/check.ts';
import { featureName } from '../format/features.ts';
import { tellInterval, tellMissing } from '../format/measure.ts';
import { formatShare } from '../format/number.ts';
import { formatDateTime } from '../format/time.ts';
import { timezone } from '../session.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { formatResult } from './format-result.ts';
import { ResultStrip } from './result-strip.tsx';

/** How the trader's own orders of the same side in similar conditions ended. */
export function SimilarOrders(props: { check: Check; onLeave: () => void }) {
  const heading = createUniqueId();
  const similar = () => props.check.similar;
  const many = () => (props.check.side === 'BUY' ? 'buys' : 'sales');
  const known = () => {
    const { result, won } = similar();
    return result.known && won.known ? { result, won } : null;
  };
  const missing = () => {
    const { result } = similar();
    return result.known ? null : result;
  };
  const leftOut = () => {
    const n = similar().leftOut;
    return n === 0 ? '' : ` ${n} more ${n === 1 ? 'is' : 'are'} left out: not sold yet, or of unknown cost.`;
  };
  return (
    <>
      <h3 class="mt-5 text-sm font-medium text-ink-2">Your own {many()} in similar conditions</h3>
      <Switch>
        <Match when={known()}>
          {(found) => (
            <>
              <ResultStrip results={similar().results} result={found().result} />
              <p class="figures mt-2 text-sm text-ink-2">
                {found().won.n} of your {similar().among} {many()}. Half of them ended above{' '}
                {formatResult(found().result.value)} of what was paid, half below
                {tellInterval(found().result, formatResult)}. {formatShare(found().won.value)} won
                {tellInterval(found().won, formatShare)}.{leftOut()}
              </p>
            </>
          )}
        </Match>
        <Match when={missing()}>
          {(lacking) => (
            <p class="mt-1 text-sm text-ink-2">
              {tellMissing(lacking())}.{leftOut()}
            </p>
          )}
        </Match>
      </Switch>
      <Show when={similar().nearest.length > 0}>
        <h4 id={heading} class="mt-4 text-sm text-ink-3">
          {tellNearest(similar().nearest.length)} of your {many()}
        </h4>
        <ul aria-labelledby={heading} class="mt-1 text-sm">
          <For each={similar().nearest}>
            {(order) => (
              <li class="border-t border-line first:border-0">
                <A
                  href={`/trades/${order.tradeId}`}
                  class="figures flex justify-between gap-4 rounded py-1.5 hover:bg-hover [@media(pointer:coarse)]:py-3"
                  onClick={props.onLeave}
                >
                  <span>
                    {order.symbol} <span class="text-ink-3">{formatDateTime(order.ts, timezone())}</span>
                  </span>
                  <span class={order.result < 0 ? 'text-loss' : 'text-gain'}>
                    {formatResult(order.result)}
                  </span>
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Disclosure summary="What similar means">
        <p>
          Compared by{' '}
          {similar()
            .conditions.map((name) => featureName(name))
            .join(', ')}
          , each measured in the deviation that your own {many()} have of it. Not farther than one deviation
          on average, and the nearest twenty of those that have ended. The result is net of fees, on what was
          paid.
        </p>
      </Disclosure>
    </>
  );
}

function tellNearest(count: number): string {
  return count === 1 ? 'The nearest' : `The ${count} nearest`;
}

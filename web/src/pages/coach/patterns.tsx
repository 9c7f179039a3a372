import { createMemo, For, Show } from 'solid-js';
import { feed } from '../../feed/store.ts';
import { timezone } from '../../session.ts';
import { impulsesByHour, impulsesBySymbol } from './impulses.ts';

/** Where and when impulse comes in, from the reflections at hand. */
export default function Patterns() {
  const hours = createMemo(() => impulsesByHour(feed.reflections(), timezone()));
  const symbols = createMemo(() => impulsesBySymbol(feed.reflections()).slice(0, 6));
  const most = () => Math.max(1, ...hours());
  const total = () => hours().reduce((sum, count) => sum + count, 0);
  return (
    <Show when={total() > 0}>
      <aside aria-label="Patterns" class="hidden text-sm xl:block">
        <div class="sticky top-10 mt-8">
          <h2 class="font-medium tracking-normal">When impulse comes</h2>
          <p class="mt-0.5 text-ink-3">FOMO and panic by your hour of day</p>
          <div class="mt-4 flex h-16 items-end gap-px" role="img" aria-label={describeHours(hours())}>
            <For each={hours()}>
              {(count, hour) => (
                <div class="flex h-full flex-1 items-end" title={`${hour()}:00: ${count}`}>
                  <div
                    class={`w-full rounded-t-[1px] ${count > 0 ? 'bg-fomo-fill' : 'bg-line'}`}
                    style={{ height: count > 0 ? `${Math.max(6, (count / most()) * 100)}%` : '1px' }}
                  />
                </div>
              )}
            </For>
          </div>
          <div aria-hidden="true" class="figures mt-1.5 flex justify-between text-xs text-ink-3">
            <span>0</span>
            <span>6</span>
            <span>12</span>
            <span>18</span>
            <span>24</span>
          </div>
          <h2 class="mt-9 font-medium tracking-normal">Where it comes</h2>
          <p class="mt-0.5 text-ink-3">Share of each product’s trades</p>
          <table class="figures mt-3 w-full">
            <caption class="sr-only">FOMO and panic per product</caption>
            <tbody>
              <For each={symbols()}>
                {(row) => (
                  <tr class="border-t border-line">
                    <th scope="row" class="max-w-28 truncate py-1.5 text-left font-normal text-ink-2">
                      <bdi>{row.symbol}</bdi>
                    </th>
                    <td class="text-right text-ink-3">
                      {row.impulses} of {row.trades}
                    </td>
                    <td class="w-12 text-right">{Math.round((row.impulses / row.trades) * 100)}%</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </aside>
    </Show>
  );
}

function describeHours(hours: readonly number[]): string {
  const peak = hours.indexOf(Math.max(...hours));
  return `FOMO and panic by hour of day; most between ${peak}:00 and ${peak + 1}:00 (${hours[peak] ?? 0}).`;
}

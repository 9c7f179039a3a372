import { createMemo, For, Show } from 'solid-js';
import { feed } from '../../feed/store.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatShare } from '../../format/number.ts';
import { timezone } from '../../session.ts';
import { HourHistogram } from './hour-histogram.tsx';
import { impulsesByHour, impulsesBySymbol, type SymbolImpulses, sumOf } from './impulses.ts';

/** Tailwind's `xl`: from there on the panel stands beside the stream. */
const BESIDE = '(min-width: 80rem)';

/** Where and when impulse comes in, from the reflections at hand. Where there is no room beside the stream, one line that opens. */
export default function Patterns(props: {
  /** How many fills are looked at, where others are not at hand any more. */
  latest: number | null;
}) {
  const hours = createMemo(() => impulsesByHour(feed.reflections(), timezone()));
  const symbols = createMemo(() => impulsesBySymbol(feed.reflections()).slice(0, 6));
  const peak = () => {
    const sums = hours().map(sumOf);
    return sums.indexOf(Math.max(...sums));
  };
  const scope = () => (props.latest === null ? '' : `, in your ${formatCount(props.latest)} latest fills`);
  return (
    <Show when={symbols().length > 0}>
      <aside aria-label="Patterns" class="text-sm xl:col-start-2 xl:row-start-1">
        <details
          open={matchMedia(BESIDE).matches}
          class="group mt-5 max-w-2xl rounded-md border border-line xl:sticky xl:top-10 xl:mt-8 xl:border-0"
        >
          <summary class="rounded-md px-3 py-2 text-ink-2 hover:text-ink xl:group-open:hidden [@media(pointer:coarse)]:py-3">
            <span class="font-medium">Patterns</span>{' '}
            <span class="figures text-ink-3">
              impulse peaks at {peak()}:00 to {peak() + 1}:00
            </span>
          </summary>
          <div class="grid gap-x-10 gap-y-9 px-3 pt-2 pb-4 sm:max-xl:grid-cols-2 xl:p-0">
            <section>
              <h2 class="font-medium tracking-normal">When impulse comes</h2>
              <p class="mt-0.5 text-ink-3">
                <span class="keeps-colour text-fomo">FOMO</span> and{' '}
                <span class="keeps-colour text-panic">panic</span> by your hour of day
                {scope()}
              </p>
              <HourHistogram hours={hours()} peak={peak()} />
            </section>
            <section>
              <h2 class="font-medium tracking-normal">Where it comes</h2>
              <p class="mt-0.5 text-ink-3">Share of each product’s fills{scope()}</p>
              <SymbolTable rows={symbols()} />
            </section>
          </div>
        </details>
      </aside>
    </Show>
  );
}

function SymbolTable(props: { rows: readonly SymbolImpulses[] }) {
  return (
    <table class="figures mt-3 w-full">
      <caption class="sr-only">FOMO and panic per product</caption>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr class="border-t border-line">
              <th scope="row" class="max-w-28 truncate py-1.5 text-left font-normal text-ink-2">
                <bdi>{row.symbol}</bdi>
              </th>
              <td class="text-right text-ink-3">
                {sumOf(row)} of {row.fills}
              </td>
              <td class="w-12 text-right">{formatShare(sumOf(row) / row.fills)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

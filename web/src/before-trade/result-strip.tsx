import { For } from 'solid-js';
import type { Measure } from '../../../contracts/measure.ts';
import { formatResult } from './format-result.ts';
import { resultScale } from './result-scale.ts';

interface ResultStripProps {
  results: readonly number[];
  result: Extract<Measure, { known: true }>;
}

/** Each result as a dot, with the interval of their median as a band behind it and zero as a line. */
export function ResultStrip(props: ResultStripProps) {
  const low = () => props.result.low ?? props.result.value;
  const high = () => props.result.high ?? props.result.value;
  const at = () => {
    const place = resultScale({ results: props.results, low: low(), high: high() });
    return (result: number) => `${(place(result) * 100).toFixed(2)}%`;
  };
  const width = () => `calc(${at()(high())} - ${at()(low())})`;
  const told = () =>
    `${props.results.length} results from ${formatResult(props.results[0] ?? 0)} to ${formatResult(props.results.at(-1) ?? 0)}, median ${formatResult(props.result.value)}`;
  return (
    <div class="mt-3">
      <div role="img" aria-label={told()} class="relative h-8">
        <div class="keeps-colour absolute inset-x-0 top-1/2 h-px bg-line" />
        <div
          class="keeps-colour absolute inset-y-1 rounded-sm bg-line"
          style={{ left: at()(low()), width: width() }}
        />
        <div class="keeps-colour absolute inset-y-0 w-px bg-ink-3" style={{ left: at()(0) }} />
        <For each={props.results}>
          {(result) => (
            <div
              class={`keeps-colour absolute top-1/2 size-2 -translate-1/2 rounded-full opacity-80 ${result < 0 ? 'bg-loss' : 'bg-gain'}`}
              style={{ left: at()(result) }}
            />
          )}
        </For>
        <div
          class="keeps-colour absolute inset-y-0.5 w-0.5 -translate-x-1/2 bg-ink"
          style={{ left: at()(props.result.value) }}
        />
      </div>
      <div aria-hidden="true" class="figures relative h-4 text-xs text-ink-3">
        <span class="absolute -translate-x-1/2" style={{ left: at()(0) }}>
          0
        </span>
      </div>
    </div>
  );
}

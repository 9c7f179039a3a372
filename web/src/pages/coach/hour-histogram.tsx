import { For } from 'solid-js';
import { type Impulses, sumOf } from './impulses.ts';

/** 24 bars, FOMO below and panic on top of it. */
export function HourHistogram(props: { hours: readonly Impulses[]; peak: number }) {
  const most = () => Math.max(1, ...props.hours.map(sumOf));
  const share = (count: number) => ({ height: `${(count / most()) * 100}%` });
  return (
    <>
      <div
        class="mt-4 flex h-16 items-end gap-px"
        role="img"
        aria-label={`Most between ${props.peak}:00 and ${props.peak + 1}:00 (${most()}).`}
      >
        <For each={props.hours}>
          {({ fomo, panic }, hour) => (
            <div
              class="flex h-full flex-1 flex-col justify-end border-b border-line"
              title={`${hour()}:00: FOMO ${fomo}, panic ${panic}`}
            >
              <div class="keeps-colour bg-panic-fill" style={share(panic)} />
              <div class="keeps-colour bg-fomo-fill" style={share(fomo)} />
            </div>
          )}
        </For>
      </div>
      <div aria-hidden="true" class="figures mt-1.5 flex justify-between text-xs text-ink-3">
        <For each={[0, 6, 12, 18, 24]}>{(hour) => <span>{hour}</span>}</For>
      </div>
    </>
  );
}

import { createUniqueId } from 'solid-js';
import { MOST_HORIZON_DAYS } from '../../../../../contracts/simulations.ts';

/** For how long the trade is looked at: by pointer, or by arrow keys a day at a time. */
export function Horizon(props: { days: number; onChange: (days: number) => void }) {
  const id = createUniqueId();
  const told = () => `${props.days} ${props.days === 1 ? 'day' : 'days'}`;
  return (
    <div class="flex min-w-0 flex-1 basis-56 flex-col gap-1.5">
      <label for={id} class="figures flex justify-between text-sm font-medium text-ink-2">
        Horizon <span aria-hidden="true">{told()}</span>
      </label>
      <input
        id={id}
        type="range"
        class="h-9 w-full accent-ink [@media(pointer:coarse)]:h-11"
        min={1}
        max={MOST_HORIZON_DAYS}
        value={props.days}
        aria-valuetext={told()}
        onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

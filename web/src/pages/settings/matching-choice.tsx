import { For } from 'solid-js';
import type { Matching } from '../../../../contracts/settings.ts';

const CHOICES: readonly { value: Matching; name: string; meaning: string }[] = [
  {
    value: 'fifo',
    name: 'First in, first out',
    meaning: 'A sale takes what you bought first. The usual one.',
  },
  { value: 'lifo', name: 'Last in, first out', meaning: 'A sale takes what you bought last.' },
  {
    value: 'average',
    name: 'Average cost',
    meaning: 'A sale takes a share of everything held, at what it cost on average.',
  },
];

/** Which lot a sale takes. */
export function MatchingChoice(props: {
  value: Matching;
  saved: Matching;
  onChange: (matching: Matching) => void;
}) {
  return (
    <fieldset aria-describedby="matching-effect">
      <legend class="text-sm font-medium text-ink-2">Lot matching</legend>
      <div class="mt-2 flex flex-col gap-1">
        <For each={CHOICES}>
          {(choice) => (
            <label class="-mx-3 flex gap-3 rounded-md px-3 py-2 hover:bg-hover">
              <input
                type="radio"
                name="matching"
                class="mt-1 size-4 shrink-0 accent-ink"
                value={choice.value}
                checked={props.value === choice.value}
                onChange={() => props.onChange(choice.value)}
              />
              <span>
                <span class="font-medium">{choice.name}</span>
                <span class="block text-sm text-ink-2">{choice.meaning}</span>
              </span>
            </label>
          )}
        </For>
      </div>
      <p id="matching-effect" class="mt-1 text-sm text-ink-3" role="status">
        {props.value === props.saved
          ? 'Once everything is sold the total is the same whichever you choose; single results differ.'
          : 'Saving this goes over all your trades again: results, hold times and labels may change.'}
      </p>
    </fieldset>
  );
}

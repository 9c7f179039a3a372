import { For } from 'solid-js';
import { Dialog } from '../ui/dialog.tsx';
import { letterKeysAreOn, turnLetterKeys } from './letter-keys.ts';
import { RAIL_PAGES } from './rail-pages.ts';

const KEYS: readonly [string, string][] = [
  ['j or ↓', 'Next reflection'],
  ['k or ↑', 'Previous reflection'],
  ['Enter', 'Open the trade'],
  ['b', 'Before you trade'],
  ...RAIL_PAGES.map(({ name }, at): [string, string] => [String(at + 1), name]),
  ['?', 'This help'],
];

export default function ShortcutDialog(props: { onClose: () => void }) {
  return (
    <Dialog open title="Keyboard shortcuts" onClose={props.onClose}>
      <dl class="grid grid-cols-[6rem_1fr] gap-y-2.5 text-sm">
        <For each={KEYS}>
          {([key, what]) => (
            <>
              <dt>
                <kbd class="rounded border border-line bg-sunken px-1.5 py-0.5 font-sans text-xs">{key}</kbd>
              </dt>
              <dd class="text-ink-2">{what}</dd>
            </>
          )}
        </For>
      </dl>
      <label class="mt-6 flex items-center gap-3 text-sm">
        <input
          type="checkbox"
          class="size-4 shrink-0 accent-ink"
          checked={letterKeysAreOn()}
          onChange={(event) => turnLetterKeys(event.currentTarget.checked)}
        />
        Keys of one letter, digit or mark do this
      </label>
    </Dialog>
  );
}

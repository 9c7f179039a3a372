import { For } from 'solid-js';
import { Dialog } from '../ui/dialog.tsx';

const KEYS: readonly [string, string][] = [
  ['j or ↓', 'Next reflection'],
  ['k or ↑', 'Previous reflection'],
  ['Enter', 'Open the trade'],
  ['b', 'Before you trade'],
  ['1', 'Coach'],
  ['2', 'Results'],
  ['3', 'Insights'],
  ['4', 'Trades'],
  ['5', 'Connect'],
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
    </Dialog>
  );
}

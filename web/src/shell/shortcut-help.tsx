import { useNavigate } from '@solidjs/router';
import { createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { useShortcuts } from './shortcuts.ts';

const load = () => import('../ui/dialog.tsx');
const Dialog = lazy(async () => ({ default: (await load()).Dialog }));
const [open, setOpen] = createSignal(false);

/** Opens once the dialog's code is there: what `lazy` failed to load it never asks for again. */
export function openShortcutHelp(): void {
  load().then(
    () => setOpen(true),
    () => undefined,
  );
}

const KEYS: readonly [string, string][] = [
  ['j or ↓', 'Next reflection'],
  ['k or ↑', 'Previous reflection'],
  ['Enter', 'Open the trade'],
  ['1', 'Coach'],
  ['2', 'Results'],
  ['3', 'Insights'],
  ['4', 'Trades'],
  ['5', 'Connect'],
  ['?', 'This help'],
];

export function ShortcutHelp() {
  const navigate = useNavigate();
  useShortcuts({
    '?': openShortcutHelp,
    '1': () => navigate('/'),
    '2': () => navigate('/dashboard'),
    '3': () => navigate('/insights'),
    '4': () => navigate('/trades'),
    '5': () => navigate('/connect'),
  });
  return (
    <Show when={open()}>
      <Suspense>
        <Dialog open title="Keyboard shortcuts" onClose={() => setOpen(false)}>
          <dl class="grid grid-cols-[6rem_1fr] gap-y-2.5 text-sm">
            <For each={KEYS}>
              {([key, what]) => (
                <>
                  <dt>
                    <kbd class="rounded border border-line bg-sunken px-1.5 py-0.5 font-sans text-xs">
                      {key}
                    </kbd>
                  </dt>
                  <dd class="text-ink-2">{what}</dd>
                </>
              )}
            </For>
          </dl>
        </Dialog>
      </Suspense>
    </Show>
  );
}

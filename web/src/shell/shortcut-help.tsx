import { useNavigate } from '@solidjs/router';
import { type Component, createSignal, Show } from 'solid-js';
import { RAIL_PAGES } from './rail-pages.ts';
import { useShortcuts } from './shortcuts.ts';

type ShellDialog = Component<{ onClose: () => void }>;

const [shown, setShown] = createSignal<ShellDialog | null>(null);

/** Opens a dialog once its code is there; code that did not come is asked for again the next time. */
function opening(load: () => Promise<{ default: ShellDialog }>): () => void {
  return () =>
    void load().then(
      (found) => setShown(() => found.default),
      () => undefined,
    );
}

export const openShortcutHelp = opening(() => import('./shortcut-dialog.tsx'));
export const openBeforeTrade = opening(() => import('../before-trade/before-trade.tsx'));

export function ShortcutHelp() {
  const navigate = useNavigate();
  useShortcuts({
    '?': openShortcutHelp,
    b: openBeforeTrade,
    ...Object.fromEntries(RAIL_PAGES.map(({ href }, at) => [at + 1, () => navigate(href)])),
  });
  return (
    <Show when={shown()} keyed>
      {(Dialog) => <Dialog onClose={() => setShown(null)} />}
    </Show>
  );
}

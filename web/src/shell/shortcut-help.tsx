import { useNavigate } from '@solidjs/router';
import { type Component, createSignal, Show } from 'solid-js';
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
    '1': () => navigate('/'),
    '2': () => navigate('/dashboard'),
    '3': () => navigate('/insights'),
    '4': () => navigate('/trades'),
    '5': () => navigate('/connect'),
  });
  return (
    <Show when={shown()} keyed>
      {(Dialog) => <Dialog onClose={() => setShown(null)} />}
    </Show>
  );
}

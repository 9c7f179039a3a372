import { useLocation } from '@solidjs/router';
import { batch, type Component, createComputed, createSignal, on, onCleanup, Show } from 'solid-js';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

type ShellDialog = Component<{ onClose: () => void }>;

const [shown, setShown] = createSignal<ShellDialog | null>(null);
const [missing, setMissing] = createSignal(false);

/** The dialog that was asked for last; null: the page it was asked for on was left. */
let awaited: symbol | null = null;

/** Opens a dialog once its code is there; code that did not come is asked for again the next time. */
function opening(load: () => Promise<{ default: ShellDialog }>): () => void {
  return async () => {
    const mine = Symbol();
    awaited = mine;
    const found = await load().catch(() => null);
    if (awaited !== mine) return;
    batch(() => {
      setMissing(found === null);
      if (found !== null) setShown(() => found.default);
    });
  };
}

export const openShortcutHelp = opening(() => import('./shortcut-dialog.tsx'));
export const openBeforeTrade = opening(() => import('../before-trade/before-trade.tsx'));

/** Where the dialogs stand that can be opened on every page, one at a time. One goes with the page that it was opened on, and with the session. */
export function ShellDialogs() {
  const location = useLocation();
  const close = () => {
    awaited = null;
    setShown(null);
  };
  // No effect: by the time the new page asks for the focus, an open dialog would take it back.
  createComputed(on(() => location.pathname, close, { defer: true }));
  onCleanup(close);

  return (
    <>
      <Show when={shown()} keyed>
        {(Dialog) => <Dialog onClose={close} />}
      </Show>
      <Show when={missing()}>
        <div class="fixed right-4 bottom-32 left-4 z-50 sm:left-auto sm:w-80 lg:bottom-4">
          <Notice
            tone="bad"
            title="This could not be opened."
            actions={<Button onClick={() => setMissing(false)}>Dismiss</Button>}
          >
            Check your connection and try again. If that does not help, reload the page.
          </Notice>
        </div>
      </Show>
    </>
  );
}

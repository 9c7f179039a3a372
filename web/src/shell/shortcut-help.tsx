import { useNavigate } from '@solidjs/router';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { useShortcuts } from './shortcuts.ts';

const load = () => import('./shortcut-dialog.tsx');
const ShortcutDialog = lazy(async () => ({ default: (await load()).ShortcutDialog }));
const [open, setOpen] = createSignal(false);

/** Opens once the dialog's code is there: what `lazy` failed to load it never asks for again. */
export function openShortcutHelp(): void {
  load().then(
    () => setOpen(true),
    () => undefined,
  );
}

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
        <ShortcutDialog onClose={() => setOpen(false)} />
      </Suspense>
    </Show>
  );
}

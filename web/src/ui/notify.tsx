import { createSignal, lazy, Show, Suspense } from 'solid-js';

const load = () => import('./toast.tsx');
const Region = lazy(load);
const [needed, setNeeded] = createSignal(false);

/** Says that something was done. What went wrong is said beside what caused it, never here. */
export async function notify(text: string): Promise<void> {
  setNeeded(true);
  const { showToast } = await load();
  showToast(text);
}

/** The toasts' code loads with the first of them. */
export function Toasts() {
  return (
    <Show when={needed()}>
      <Suspense>
        <Region />
      </Suspense>
    </Show>
  );
}

import { type Component, createSignal, Show } from 'solid-js';

const [region, setRegion] = createSignal<Component | null>(null);

/** Says that something was done, and nothing where its code does not come. What went wrong is said beside what caused it, and here only where that was left. */
export async function notify(text: string): Promise<void> {
  const toast = await import('./toast.tsx').catch(() => null);
  if (toast === null) return;
  setRegion(() => toast.default);
  toast.showToast(text);
}

/** The toasts' code loads with the first of them. */
export function Toasts() {
  return (
    <Show when={region()} keyed>
      {(Region) => <Region />}
    </Show>
  );
}

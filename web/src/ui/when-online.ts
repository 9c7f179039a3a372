import { onCleanup } from 'solid-js';

/** Acts whenever the network comes back, for as long as the component that asks for it is there. */
export function whenOnline(act: () => void): void {
  window.addEventListener('online', act);
  onCleanup(() => window.removeEventListener('online', act));
}

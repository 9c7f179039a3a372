import { createComputed, untrack } from 'solid-js';

/**
 * Kobalte gives the focus back to its own trigger only, and our dialogs open without one. For its onCloseAutoFocus, which comes prevented where the focus has
 * gone elsewhere by then. An opener that went with what it did leaves it to the page.
 */
export function returnFocus(open: () => boolean): (event: Event) => void {
  let opener: Element | null = null;
  createComputed(() => {
    if (open()) opener = untrack(() => document.activeElement);
  });
  return (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const isThere = opener instanceof HTMLElement && opener.isConnected;
    const next = isThere ? opener : document.getElementById('main');
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  };
}

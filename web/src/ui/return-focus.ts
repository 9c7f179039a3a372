import { createComputed, untrack } from 'solid-js';

/** Kobalte gives the focus back to its own trigger only, and our dialogs open without one. For its onCloseAutoFocus. */
export function returnFocus(open: () => boolean): (event: Event) => void {
  let opener: Element | null = null;
  createComputed(() => {
    if (open()) opener = untrack(() => document.activeElement);
  });
  return (event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  };
}

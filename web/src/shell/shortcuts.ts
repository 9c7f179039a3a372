import { onCleanup, onMount } from 'solid-js';

/** Listens for single keys while the trader is not typing and no dialog is open. */
export function useShortcuts(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  function pressed(event: KeyboardEvent): void {
    const act = keys[event.key];
    if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null)
      return;
    act(event);
  }
  onMount(() => {
    document.addEventListener('keydown', pressed);
    onCleanup(() => document.removeEventListener('keydown', pressed));
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="listbox"]') !== null)
  );
}

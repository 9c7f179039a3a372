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

/** No letter is typed into a slider or a box to tick. */
const TYPED_INTO =
  'input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [role="listbox"]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(TYPED_INTO) !== null);
}

import { onCleanup, onMount } from 'solid-js';
import { letterKeysAreOn } from './letter-keys.ts';

/** Listens for single keys while the trader is not typing and no dialog is open. */
export function useShortcuts(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  function pressed(event: KeyboardEvent): void {
    const act = keys[event.key];
    if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1 && !letterKeysAreOn()) return;
    if (isTyping(event) || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
    act(event);
  }
  onMount(() => {
    document.addEventListener('keydown', pressed);
    onCleanup(() => document.removeEventListener('keydown', pressed));
  });
}

const CHOICES = 'select, [role="listbox"], [aria-haspopup="listbox"]';

/** A slider, a box and a radio button take no letters; the keys that have a name, such as the arrows, they do. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  const input = key.length > 1 ? 'input' : 'input:not([type=range], [type=checkbox], [type=radio])';
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest(`${input}, textarea, ${CHOICES}`) !== null)
  );
}

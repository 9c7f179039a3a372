import { createSignal } from 'solid-js';

const NAME = 'letter-keys';

const [areOn, setOn] = createSignal(read());

/** Whether keys of one character do something: who speaks to the computer, or types by mistake, turns them off. */
export { areOn as letterKeysAreOn };

export function turnLetterKeys(on: boolean): void {
  try {
    localStorage.setItem(NAME, on ? 'on' : 'off');
  } catch {
    // Storage is refused (private mode): the choice holds for this page.
  }
  setOn(on);
}

function read(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'off';
  } catch {
    return true;
  }
}

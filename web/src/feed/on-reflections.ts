import { createEffect, on, onCleanup } from 'solid-js';
import { feed } from './store.ts';

/** While an import runs, reflections come without a pause: a page follows at most this often. */
const REFRESH_MS = 4_000;

/** Has a page look again, quietly, once the feed has brought reflections. */
export function onReflections(look: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      feed.reflected,
      () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          look();
        }, REFRESH_MS);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
}

import { createEffect, createRoot, on } from 'solid-js';
import { currentUser } from './session.ts';

interface Kept<T> {
  get(key: string): T | undefined;
  keep(key: string, value: T): void;
}

/** One value that outlives its page, so that 'back' finds its place on a page that is there at once. It goes with its user. */
export function keepForUser<T>(): Kept<T> {
  let kept: { key: string; value: T } | undefined;
  const forget = () => {
    kept = undefined;
  };
  createRoot(() => createEffect(on(() => currentUser()?.id, forget)));
  return {
    get: (key) => (kept?.key === key ? kept.value : undefined),
    keep(key, value) {
      kept = { key, value };
    },
  };
}

import { type Accessor, createEffect, createMemo, createSignal, onCleanup, onMount, untrack } from 'solid-js';
import type { Told } from './fold-slices.ts';

/** Scrolled further than this, the trader is reading. */
const READING_PX = 160;

interface HeldBack {
  shown: Accessor<readonly Told[]>;
  /** How many are not shown yet. */
  waiting: Accessor<number>;
  release: () => void;
}

/** Freezes the list while the trader reads further down or has the keyboard in it, and counts what waits. */
export function heldBack(
  reflections: Accessor<readonly Told[]>,
  list: () => HTMLElement | undefined,
): HeldBack {
  const [shown, setShown] = createSignal(untrack(reflections));
  const reading = () => window.scrollY > READING_PX || list()?.contains(document.activeElement) === true;

  function release(): void {
    window.scrollTo({ top: 0 });
    // The virtualiser corrects the scroll position when rows change; it must know first that it is at the top.
    requestAnimationFrame(() => setShown(reflections()));
  }

  function settle(): void {
    if (!reading()) setShown(untrack(reflections));
  }

  createEffect(() => {
    const next = reflections();
    const newest = untrack(shown)[0]?.eventId;
    // Only what is new waits: a list that was loaded anew shows at once.
    const continues = next.some((event) => event.eventId === newest);
    if (!continues || !reading()) setShown(next);
  });

  onMount(() => {
    window.addEventListener('scroll', settle, { passive: true });
    onCleanup(() => window.removeEventListener('scroll', settle));
  });

  const waiting = createMemo(() => {
    if (shown() === reflections()) return 0;
    const there = new Set(shown().map((event) => event.eventId));
    return reflections().filter((event) => !there.has(event.eventId)).length;
  });

  return { shown, waiting, release };
}

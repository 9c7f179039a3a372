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
    const before = untrack(shown);
    // Only what moves the text away waits: a list that was loaded anew shows at once, and so does what comes beneath.
    const continues = next.some((event) => event.eventId === before[0]?.eventId);
    if (!continues || !reading() || beginsWith(next, before)) setShown(next);
  });

  onMount(() => {
    window.addEventListener('scroll', settle, { passive: true });
    onCleanup(() => window.removeEventListener('scroll', settle));
  });

  const waiting = createMemo(() => {
    if (shown() === reflections()) return 0;
    const there = new Set(shown().map((event) => event.eventId));
    const newest = [...there].reduce((latest, id) => (id > latest ? id : latest), '');
    // Of the history that is still read some may wait too, among what is shown. It is not new, and ids rise with time.
    return reflections().filter(({ eventId }) => !there.has(eventId) && eventId > newest).length;
  });

  return { shown, waiting, release };
}

function beginsWith(list: readonly Told[], start: readonly Told[]): boolean {
  return start.every(({ eventId }, at) => list[at]?.eventId === eventId);
}

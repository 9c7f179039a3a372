import { type Accessor, createEffect, createMemo, createSignal, onCleanup, onMount, untrack } from 'solid-js';
import type { ReflectEvent } from '../../feed/reducer.ts';
import { newSince } from '../../shell/announcement.ts';

/** Scrolled further than this, the trader is reading. */
const READING_PX = 160;

interface HeldBack {
  shown: Accessor<readonly ReflectEvent[]>;
  /** How many are new above what is shown. */
  waiting: Accessor<number>;
  release: () => void;
}

/** Freezes the list while the trader reads further down or has the keyboard in it, and counts what waits. */
export function heldBack(
  reflections: Accessor<readonly ReflectEvent[]>,
  list: () => HTMLElement | undefined,
): HeldBack {
  const [shown, setShown] = createSignal(untrack(reflections));
  const reading = () => window.scrollY > READING_PX || list()?.contains(document.activeElement) === true;

  function release(): void {
    setShown(reflections());
    window.scrollTo({ top: 0 });
  }

  function settle(): void {
    if (!reading()) setShown(untrack(reflections));
  }

  createEffect(() => {
    const next = reflections();
    const newest = untrack(shown)[0]?.eventId;
    // Only what is new on top waits: another filter or a reload shows at once.
    const continues = next.some((event) => event.eventId === newest);
    if (!continues || !reading()) setShown(next);
  });

  onMount(() => {
    window.addEventListener('scroll', settle, { passive: true });
    onCleanup(() => window.removeEventListener('scroll', settle));
  });

  const waiting = createMemo(() => {
    const newest = shown()[0]?.eventId;
    return shown() === reflections() ? 0 : newSince(reflections(), newest).length;
  });

  return { shown, waiting, release };
}

import { createEffect, createSignal, onCleanup } from 'solid-js';
import { feed } from '../feed/store.ts';
import { announcement, newSince } from './announcement.ts';

/** A reader is told at most this often, however fast reflections come … */
const INTERVAL_MS = 6_000;
/** … and what comes together is told together. */
const GATHER_MS = 1_500;

/** Tells a screen reader of reflections that came in while the page was open. */
export function Announcer() {
  const [text, setText] = createSignal('');
  let last = feed.reflections()[0]?.eventId;
  let spokenAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function speak(): void {
    timer = undefined;
    spokenAt = Date.now();
    const fresh = newSince(feed.reflections(), last);
    last = feed.reflections()[0]?.eventId;
    if (fresh.length > 0) setText(announcement(fresh));
  }

  createEffect(() => {
    const newest = feed.reflections()[0]?.eventId;
    // What is read while catching up is history, not news.
    if (feed.status() !== 'live' && timer === undefined) last = newest;
    else if (newest !== last)
      timer ??= setTimeout(speak, Math.max(GATHER_MS, spokenAt + INTERVAL_MS - Date.now()));
  });
  onCleanup(() => clearTimeout(timer));

  return (
    <div class="sr-only" aria-live="polite" aria-atomic="true">
      {text()}
    </div>
  );
}

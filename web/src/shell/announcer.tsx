import { createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { feed } from '../feed/store.ts';
import { announcement } from './announcement.ts';

/** A reader is told at most this often, however fast reflections come … */
const INTERVAL_MS = 6_000;
/** … and what comes together is told together. */
const GATHER_MS = 1_500;

/** Tells a screen reader of reflections that came in while the page was open. */
export function Announcer() {
  /** An object each time: the same words again become a new element, and are read out again. */
  const [said, setSaid] = createSignal<{ text: string }>();
  let told = feed.reflected();
  let spokenAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function speak(): void {
    timer = undefined;
    spokenAt = Date.now();
    const latest = feed.latest();
    if (latest !== null && feed.reflected() > told)
      setSaid({ text: announcement(feed.reflected() - told, latest) });
    told = feed.reflected();
  }

  createEffect(() => {
    const count = feed.reflected();
    // What is read while catching up is history, not news.
    const isNews = feed.status() === 'live' || feed.status() === 'refused';
    if (!isNews && timer === undefined) told = count;
    else if (count !== told)
      timer ??= setTimeout(speak, Math.max(GATHER_MS, spokenAt + INTERVAL_MS - Date.now()));
  });
  onCleanup(() => clearTimeout(timer));

  return (
    <div class="sr-only" aria-live="polite" aria-atomic="true">
      <Show when={said()} keyed>
        {({ text }) => <p>{text}</p>}
      </Show>
    </div>
  );
}

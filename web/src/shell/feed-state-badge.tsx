import { Show } from 'solid-js';
import type { FeedStatus } from '../feed/socket.ts';
import { feed } from '../feed/store.ts';

const TEXT: Readonly<Record<FeedStatus, string>> = {
  loading: 'Loading',
  live: 'Live',
  'catching-up': 'Catching up',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  replaced: 'Paused in this tab',
  refused: 'Not live',
  failing: 'Reconnecting',
  stopped: 'Signed out',
};

const HINT: Readonly<Record<FeedStatus, string>> = {
  loading: 'Reading what happened so far.',
  live: 'New reflections show up here as they are made.',
  'catching-up': 'Reading what happened while this tab was away.',
  reconnecting: 'The connection was lost. Nothing is missed: it resumes where it stopped.',
  offline: 'This device is offline. It resumes where it stopped.',
  replaced: 'This page is open in another window, which shows what comes in.',
  refused:
    'This tab gets no live connection. Five tabs of an account can have one at a time: if that many are open, close one. Until then news shows up here within half a minute.',
  failing: 'The feed cannot be read right now. It is tried again by itself.',
  stopped: '',
};

const DOT: Readonly<Record<FeedStatus, string>> = {
  loading: 'bg-ink-3',
  live: 'bg-gain',
  'catching-up': 'bg-fomo-fill',
  reconnecting: 'bg-fomo-fill',
  offline: 'bg-loss',
  replaced: 'bg-ink-3',
  refused: 'bg-fomo-fill',
  failing: 'bg-fomo-fill',
  stopped: 'bg-ink-3',
};

const HINT_ID = 'feed-state-hint';

/** What a state means is told in the platform's own popover: Kobalte's tooltip would come with the first load of every page. */
export function FeedStateBadge() {
  let badge: HTMLButtonElement | undefined;
  return (
    <div class="flex items-center gap-2 px-2.5 text-xs text-ink-2 lg:min-h-7">
      <div class="relative flex h-7 items-center [@media(pointer:coarse)]:h-11">
        <span role="status" class="flex items-center gap-2 whitespace-nowrap" data-feed-state={feed.status()}>
          <span class={`keeps-colour size-1.5 rounded-full ${DOT[feed.status()]}`} />
          {TEXT[feed.status()]}
        </span>
        {/* Over the badge and not around it: what is read out when the state changes is the state alone. */}
        <button
          ref={badge}
          type="button"
          popovertarget={HINT_ID}
          disabled={HINT[feed.status()] === ''}
          aria-label={`${TEXT[feed.status()]}: what does it mean?`}
          title={HINT[feed.status()]}
          class="absolute -inset-x-1.5 inset-y-0 cursor-help rounded"
        />
        <p
          id={HINT_ID}
          popover="auto"
          class="top-13 right-4 bottom-auto left-auto max-w-64 rounded-md bg-ink px-3 py-2 text-sm text-bg shadow-lg sm:right-8 lg:top-auto lg:right-auto lg:bottom-32 lg:left-4 lg:max-w-48 lg:[@media(pointer:coarse)]:bottom-46"
        >
          {HINT[feed.status()]}
        </p>
      </div>
      <Show when={feed.status() === 'replaced'}>
        <button
          type="button"
          class="rounded font-medium text-ink underline underline-offset-4"
          onClick={() => {
            // This one goes with what it does.
            badge?.focus();
            feed.retry();
          }}
        >
          Use here
        </button>
      </Show>
    </div>
  );
}

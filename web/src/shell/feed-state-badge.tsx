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
  failing: 'bg-fomo-fill',
  stopped: 'bg-ink-3',
};

export function FeedStateBadge() {
  return (
    <div class="flex items-center gap-2 px-2.5 text-xs text-ink-2 lg:min-h-7">
      <span
        role="status"
        class="flex items-center gap-2 whitespace-nowrap"
        data-feed-state={feed.status()}
        title={HINT[feed.status()]}
      >
        <span class={`keeps-colour size-1.5 rounded-full ${DOT[feed.status()]}`} />
        {TEXT[feed.status()]}
      </span>
      <Show when={feed.status() === 'replaced'}>
        <button
          type="button"
          class="rounded font-medium text-ink underline underline-offset-4"
          onClick={feed.retry}
        >
          Use here
        </button>
      </Show>
    </div>
  );
}

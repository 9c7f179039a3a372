import { batch, createMemo, createRoot, createSignal } from 'solid-js';
import { UserResponseSchema } from '../../../contracts/auth.ts';
import { EventsResponseSchema, type StoredEvent } from '../../../contracts/feed.ts';
import { get } from '../api.ts';
import type { Failure } from '../failure.ts';
import { endSession } from '../session.ts';
import { openCoachSocket } from './coach-socket.ts';
import { applyEvents, EMPTY_FEED, type FeedState } from './reducer.ts';
import { dropSnapshots, readSnapshot, writeSnapshot } from './snapshot.ts';
import { createFeedConnection, type FeedStatus } from './socket.ts';
import { tally } from './tally.ts';

const PAGE = 1_000;
const SNAPSHOT_INTERVAL_MS = 10_000;
/** Hidden for longer than this, a laptop may have slept and the socket died without a word. */
const VERIFY_AFTER_MS = 30_000;

const [state, setState] = createSignal<FeedState>(EMPTY_FEED);
const [status, setStatus] = createSignal<FeedStatus>('stopped');
const [problem, setProblem] = createSignal<Failure | null>(null);

export const feed = {
  reflections: () => state().reflections,
  latest: () => state().latest,
  reflected: () => state().reflected,
  imports: () => state().imports,
  tally: createRoot(() => {
    const labels = createMemo(() => state().labels);
    return createMemo(() => tally(labels()));
  }),
  status,
  problem,
  retry: () => connection.reconnect(),
};

const connection = createFeedConnection({
  openSocket: openCoachSocket,
  fetchEvents: (since) =>
    get('/api/events', EventsResponseSchema, { since: since ?? undefined, limit: PAGE }),
  apply(events: StoredEvent[], replace: boolean) {
    setState((held) => applyEvents(replace ? EMPTY_FEED : held, events));
  },
  cursor: () => state().cursor,
  async probeSession() {
    const answer = await get('/api/auth/me', UserResponseSchema);
    if (answer.ok) return 'alive';
    return answer.problem.code === 'unauthenticated' ? 'ended' : 'unknown';
  },
  endSession,
  online: () => navigator.onLine,
  random: Math.random,
  report: (next, why) =>
    batch(() => {
      setStatus(next);
      setProblem(why);
    }),
});

/** Runs the user's feed until the returned function is called. */
export function runFeed(userId: string): () => void {
  let saved: FeedState = readSnapshot(sessionStorage, userId);
  let hiddenAt = 0;
  setState(saved);

  function save(): void {
    if (state() === saved) return;
    saved = state();
    writeSnapshot(sessionStorage, userId, saved);
  }

  function visibilityChanged(): void {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now();
      save();
    } else if (Date.now() - hiddenAt > VERIFY_AFTER_MS) {
      void connection.verify();
    }
  }

  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('online', () => status() !== 'replaced' && connection.reconnect(), { signal });
  window.addEventListener('offline', () => connection.networkLost(), { signal });
  window.addEventListener('pagehide', save, { signal });
  document.addEventListener('visibilitychange', visibilityChanged, { signal });
  const saving = setInterval(save, SNAPSHOT_INTERVAL_MS);
  connection.start();

  return () => {
    listening.abort();
    clearInterval(saving);
    connection.stop();
    setState(EMPTY_FEED);
    dropSnapshots(sessionStorage);
  };
}

import { batch, createMemo, createRoot, createSignal } from 'solid-js';
import { UserResponseSchema } from '../../../contracts/auth.ts';
import { EventsResponseSchema, LOG_END } from '../../../contracts/feed.ts';
import { get } from '../api.ts';
import type { Failure } from '../failure.ts';
import { endSession } from '../session.ts';
import { openCoachSocket } from './coach-socket.ts';
import { applyOlder, beginWith, readOnBefore } from './older.ts';
import { applyEvents, EMPTY_FEED, type FeedState } from './reducer.ts';
import { createFeedConnection, type FeedStatus } from './socket.ts';
import { tally } from './tally.ts';

const PAGE = 1_000;
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
  exported: () => state().exported,
  digest: () => state().digest,
  whole: () => state().whole,
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
  fetchAfter: (since) => fetchPage({ since: since ?? undefined }),
  fetchBefore: (before) => fetchPage({ before: before ?? LOG_END }),
  apply: (events) => setState((held) => applyEvents(held, events)),
  applyOlder: (page) => setState((held) => applyOlder(held, page)),
  beginWith: (page) => setState(beginWith(page)),
  readOnBefore: () => readOnBefore(state()),
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

function fetchPage(place: { since?: string | undefined; before?: string }) {
  return get('/api/events', EventsResponseSchema, { ...place, limit: PAGE });
}

/** Runs the feed of who is signed in until the returned function is called. Nothing of it is kept in the browser. */
export function runFeed(): () => void {
  let hiddenAt = 0;

  function visibilityChanged(): void {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > VERIFY_AFTER_MS) void connection.verify();
  }

  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('online', () => status() !== 'replaced' && connection.reconnect(), { signal });
  window.addEventListener('offline', () => connection.networkLost(), { signal });
  document.addEventListener('visibilitychange', visibilityChanged, { signal });
  connection.start();

  return () => {
    listening.abort();
    connection.stop();
    setState(EMPTY_FEED);
  };
}

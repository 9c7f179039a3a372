import type { EventsPage } from './catch-up.ts';
import {
  applyEvents,
  EMPTY_FEED,
  FEED_LIMITS,
  type FeedLimits,
  type FeedState,
  type ImportEvent,
  isOvertaken,
  newerDigest,
  newestOf,
  onePerTrade,
  withoutSeen,
} from './reducer.ts';

/** What the newest page of the log shows. */
export function beginWith({ events, more }: EventsPage, limits: FeedLimits = FEED_LIMITS): FeedState {
  return { ...applyEvents(EMPTY_FEED, events, limits), whole: !more };
}

/**
 * Lays a page of the log beneath what is held, which is the same in the end as if the log had been read from there. It is history: it
 * neither counts as what came, nor moves the cursor.
 */
export function applyOlder(
  state: FeedState,
  { events, more }: EventsPage,
  limits: FeedLimits = FEED_LIMITS,
): FeedState {
  const fresh = withoutSeen(events, state.seen);
  const older = applyEvents(EMPTY_FEED, fresh, limits);
  const forgotten = [...older.labels].filter(([tradeId]) => !state.labels.has(tradeId));
  return {
    ...state,
    reflections: onePerTrade([...state.reflections, ...older.reflections], limits.reflections),
    latest: state.latest ?? older.latest,
    digest: newerDigest(older.digest, state.digest),
    imports: withOlderImports(state.imports, older.imports).slice(0, limits.imports),
    labels: newestOf(new Map([...forgotten, ...state.labels]), limits.labels),
    seen: newestOf(new Set([...older.seen, ...state.seen]), limits.seen),
    // A page that brings nothing new would be asked for again and again.
    whole: !more || fresh.length === 0,
  };
}

/** Before which event the log is to be read on; null: all of it is held, or as much as is ever held. */
export function readOnBefore(state: FeedState, limits: FeedLimits = FEED_LIMITS): string | null {
  if (state.whole || state.seen.size >= limits.seen || state.labels.size >= limits.labels) return null;
  const [oldest] = state.seen;
  return oldest ?? null;
}

function withOlderImports(held: readonly ImportEvent[], older: readonly ImportEvent[]): ImportEvent[] {
  const before = new Map(older.map((event) => [event.payload.jobId, event]));
  const settled = held.map((event) => {
    const earlier = before.get(event.payload.jobId);
    before.delete(event.payload.jobId);
    return earlier !== undefined && isOvertaken(event, earlier) ? earlier : event;
  });
  return [...settled, ...before.values()];
}

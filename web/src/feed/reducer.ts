import { type FeedEvent, FeedEventSchema, type StoredEvent } from '../../../contracts/feed.ts';
import type { Label } from '../../../contracts/labels.ts';

export type ReflectEvent = Extract<FeedEvent, { type: 'coach.reflect' }>;
export type ImportEvent = Extract<FeedEvent, { type: 'import.progress' }>;

export interface FeedState {
  /** Newest first, one per trade: a trade that is read anew shows its newest reflection only. */
  readonly reflections: readonly ReflectEvent[];
  /** The newest event of each import, the one that spoke last first. */
  readonly imports: readonly ImportEvent[];
  /** What each trade was last called. Outlives the reflections that were let go, so that counts stay whole. */
  readonly labels: ReadonlyMap<string, readonly Label[]>;
  /** Ids of the events applied, oldest first. */
  readonly seen: ReadonlySet<string>;
  /** Where to resume: the last event that was new. */
  readonly cursor: string | null;
}

/** What is held at most. A duplicate older than `seen` events would show again; replays reach back far less. */
export interface FeedLimits {
  reflections: number;
  imports: number;
  labels: number;
  seen: number;
}

export const FEED_LIMITS: FeedLimits = { reflections: 2_000, imports: 10, labels: 20_000, seen: 20_000 };

export const EMPTY_FEED: FeedState = {
  reflections: [],
  imports: [],
  labels: new Map(),
  seen: new Set(),
  cursor: null,
};

/** Applies events in the order of the log. What was seen is dropped; types and payloads not known only move the cursor. */
export function applyEvents(
  state: FeedState,
  events: readonly StoredEvent[],
  limits: FeedLimits = FEED_LIMITS,
): FeedState {
  const fresh = withoutSeen(events, state.seen);
  if (fresh.length === 0) return state;
  const known = fresh.flatMap((event) => {
    const parsed = FeedEventSchema.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
  const reflected = known.filter((event) => event.type === 'coach.reflect');
  const imported = known.filter((event) => event.type === 'import.progress');
  return {
    reflections: newestPer(
      reflected,
      state.reflections,
      (event) => event.payload.tradeId,
      limits.reflections,
    ),
    imports: newestPer(imported, state.imports, (event) => event.payload.jobId, limits.imports),
    labels: withLabels(state.labels, reflected, limits.labels),
    seen: newest(new Set([...state.seen, ...fresh.map((event) => event.eventId)]), limits.seen),
    cursor: fresh.at(-1)?.eventId ?? state.cursor,
  };
}

function withoutSeen(events: readonly StoredEvent[], seen: ReadonlySet<string>): StoredEvent[] {
  const here = new Set<string>();
  return events.filter((event) => {
    if (seen.has(event.eventId) || here.has(event.eventId)) return false;
    here.add(event.eventId);
    return true;
  });
}

/** Newest first, one per key, cut to the limit. `incoming` is oldest first and newer than everything held. */
function newestPer<E>(incoming: readonly E[], held: readonly E[], key: (e: E) => string, limit: number) {
  if (incoming.length === 0) return held;
  const taken = new Set<string>();
  const kept: E[] = [];
  for (const event of [...incoming.toReversed(), ...held]) {
    if (kept.length === limit) break;
    if (taken.has(key(event))) continue;
    taken.add(key(event));
    kept.push(event);
  }
  return kept;
}

function withLabels(
  held: ReadonlyMap<string, readonly Label[]>,
  reflected: readonly ReflectEvent[],
  limit: number,
): ReadonlyMap<string, readonly Label[]> {
  if (reflected.length === 0) return held;
  const labels = new Map(held);
  for (const { payload } of reflected) {
    labels.delete(payload.tradeId);
    labels.set(
      payload.tradeId,
      payload.labels.map((label) => label.name),
    );
  }
  for (const tradeId of labels.keys()) {
    if (labels.size <= limit) break;
    labels.delete(tradeId);
  }
  return labels;
}

function newest(ids: Set<string>, limit: number): Set<string> {
  for (const id of ids) {
    if (ids.size <= limit) break;
    ids.delete(id);
  }
  return ids;
}

import { type FeedEvent, FeedEventSchema, type StoredEvent } from '../../../contracts/feed.ts';
import type { Label } from '../../../contracts/labels.ts';

export type ReflectEvent = Extract<FeedEvent, { type: 'coach.reflect' }>;
export type ImportEvent = Extract<FeedEvent, { type: 'import.progress' }>;
export type DigestEvent = Extract<FeedEvent, { type: 'digest.ready' }>;

export interface FeedState {
  /**
   * One per trade, the latest trade first: an import is read product by product, so that the log's order would mix up the days.
   * A trade that is read anew shows its newest reflection only.
   */
  readonly reflections: readonly ReflectEvent[];
  /** The reflection that came last, and how many came: what is older than the page that was begun with does not count. */
  readonly latest: ReflectEvent | null;
  readonly reflected: number;
  /** The newest event of each import, the one that spoke last first. */
  readonly imports: readonly ImportEvent[];
  /** How many exports were said to be ready, counted the same way. */
  readonly exported: number;
  /** The digest of the newest week that was said to be ready. */
  readonly digest: DigestEvent | null;
  /** What each trade was last called. Outlives the reflections that were let go, so that counts stay whole. */
  readonly labels: ReadonlyMap<string, readonly Label[]>;
  /** Ids of the events applied, oldest first. */
  readonly seen: ReadonlySet<string>;
  /** Where to resume: the last event that was new. */
  readonly cursor: string | null;
  /** The log was read back to its beginning. */
  readonly whole: boolean;
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
  latest: null,
  reflected: 0,
  imports: [],
  exported: 0,
  digest: null,
  labels: new Map(),
  seen: new Set(),
  cursor: null,
  whole: false,
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
    ...state,
    reflections: withReflections(state.reflections, reflected, limits.reflections),
    latest: reflected.at(-1) ?? state.latest,
    reflected: state.reflected + reflected.length,
    imports: imported.reduce(withImport, state.imports).slice(0, limits.imports),
    exported: state.exported + fresh.filter(({ type }) => type === 'export.ready').length,
    digest: known.filter((event) => event.type === 'digest.ready').reduce(newerDigest, state.digest),
    labels: withLabels(state.labels, reflected, limits.labels),
    seen: newestOf(new Set([...state.seen, ...fresh.map((event) => event.eventId)]), limits.seen),
    cursor: fresh.at(-1)?.eventId ?? state.cursor,
  };
}

export function withoutSeen(events: readonly StoredEvent[], seen: ReadonlySet<string>): StoredEvent[] {
  const here = new Set<string>();
  return events.filter((event) => {
    if (seen.has(event.eventId) || here.has(event.eventId)) return false;
    here.add(event.eventId);
    return true;
  });
}

/** Weeks that were made up for may be told in any order. */
export function newerDigest(held: DigestEvent | null, event: DigestEvent | null): DigestEvent | null {
  if (held === null || event === null) return event ?? held;
  return event.payload.periodStart < held.payload.periodStart ? held : event;
}

function withReflections(
  held: readonly ReflectEvent[],
  reflected: readonly ReflectEvent[],
  limit: number,
): readonly ReflectEvent[] {
  return reflected.length === 0 ? held : onePerTrade([...reflected.toReversed(), ...held], limit);
}

/** Of reflections in the order in which they count, the first of each trade; the latest trades first. */
export function onePerTrade(reflections: readonly ReflectEvent[], limit: number): readonly ReflectEvent[] {
  const byTrade = new Map<string, ReflectEvent>();
  for (const event of reflections) {
    if (!byTrade.has(event.payload.tradeId)) byTrade.set(event.payload.tradeId, event);
  }
  return [...byTrade.values()].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, limit);
}

function timeOf(event: ReflectEvent): number {
  return Date.parse(event.payload.tradeTs ?? event.ts);
}

function withImport(held: readonly ImportEvent[], event: ImportEvent): readonly ImportEvent[] {
  const before = held.find((other) => other.payload.jobId === event.payload.jobId);
  const others = held.filter((other) => other !== before);
  return [before !== undefined && isOvertaken(event, before) ? before : event, ...others];
}

/** Batches of one run are scored side by side, so that a lower count can come after a higher one. */
export function isOvertaken({ payload: late }: ImportEvent, { payload: before }: ImportEvent): boolean {
  return (
    late.status === before.status &&
    late.progress.seen === before.progress.seen &&
    late.progress.scored < before.progress.scored
  );
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
  return newestOf(labels, limit);
}

/** Lets go of the oldest, which stand first. */
export function newestOf<T extends Set<string> | Map<string, unknown>>(held: T, limit: number): T {
  for (const id of held.keys()) {
    if (held.size <= limit) break;
    held.delete(id);
  }
  return held;
}

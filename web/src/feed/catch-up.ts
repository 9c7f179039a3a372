import type { z } from 'zod';
import type { EventsResponseSchema, StoredEvent } from '../../../contracts/feed.ts';
import type { Answer, Failure } from '../failure.ts';

export type EventsPage = z.infer<typeof EventsResponseSchema>;

export interface CatchUp {
  /** A page of the log after an event; null: from its beginning. */
  fetchAfter(since: string | null): Promise<Answer<EventsPage>>;
  apply(events: readonly StoredEvent[]): void;
  /** false as soon as nobody waits for the outcome any more. */
  wanted(): boolean;
}

export type CaughtUp =
  | { outcome: 'caught-up' }
  /** The log does not know the cursor: what is held is not continued by it. */
  | { outcome: 'lost' }
  | { outcome: 'unwanted' }
  | { outcome: 'failed'; problem: Failure };

/** Pages the log over HTTP until its head. */
export async function catchUp(deps: CatchUp, since: string | null): Promise<CaughtUp> {
  let from = since;
  for (;;) {
    const answer = await deps.fetchAfter(from);
    if (!deps.wanted()) return { outcome: 'unwanted' };
    if (!answer.ok) return { outcome: 'failed', problem: answer.problem };
    const { events, more, reset } = answer.value;
    if (reset === true) return { outcome: 'lost' };
    deps.apply(events);
    const last = events.at(-1)?.eventId ?? null;
    if (!more || last === null || last === from) return { outcome: 'caught-up' };
    from = last;
  }
}

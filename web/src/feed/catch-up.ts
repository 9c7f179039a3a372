import type { StoredEvent } from '../../../contracts/feed.ts';
import type { Answer, Failure } from '../failure.ts';

interface EventsPage {
  events: StoredEvent[];
  more: boolean;
  reset?: boolean | undefined;
}

export interface CatchUp {
  fetchEvents(since: string | null): Promise<Answer<EventsPage>>;
  /** Applies a page; `replace` throws away what was held before. */
  apply(events: StoredEvent[], replace: boolean): void;
  /** false as soon as nobody waits for the outcome any more. */
  wanted(): boolean;
}

export type CaughtUp =
  | { outcome: 'caught-up' }
  | { outcome: 'unwanted' }
  | { outcome: 'failed'; problem: Failure };

/** Pages the log over HTTP until its head. `replace` starts over, as does a log that no longer knows the cursor. */
export async function catchUp(deps: CatchUp, since: string | null, replace: boolean): Promise<CaughtUp> {
  let from = since;
  let startOver = replace;
  for (;;) {
    const answer = await deps.fetchEvents(from);
    if (!deps.wanted()) return { outcome: 'unwanted' };
    if (!answer.ok) return { outcome: 'failed', problem: answer.problem };
    const { events, more, reset } = answer.value;
    deps.apply(events, startOver || reset === true);
    startOver = false;
    const last = events.at(-1)?.eventId ?? null;
    if (!more || last === null || last === from) return { outcome: 'caught-up' };
    from = last;
  }
}

import { nextEvents, type Waiting } from '../../db/queries/outbox.ts';
import { userFeed } from '../../durable/stub.ts';
import type { Context } from '../context.ts';
import { inTime } from '../in-time.ts';
import { logError } from '../log.ts';

const EVENTS_PER_CALL = 100;
/** Longer than a feed ever takes: one that does not answer is left to the sweep, and keeps nobody's job. */
const APPEND_DEADLINE_MS = 5_000;
/** A relay that was not heard of for so long was ended with its invocation. */
const LOST_AFTER_MS = 5_000;

/** The users whose events this isolate is handing over: when that was last heard of, and whether more events were told meanwhile. */
const underWay = new Map<string, { heardAt: number; again: boolean }>();

/** Whether this isolate is handing over a user's events, and will read what is told meanwhile. */
export function isRelaying(userId: string): boolean {
  const other = underWay.get(userId);
  return other !== undefined && Date.now() - other.heardAt < LOST_AFTER_MS;
}

/**
 * Hands a user's waiting events to the feed, oldest first; `waiting` are those that the caller has read with what it told. The feed's append is
 * idempotent, so that a relay that was killed between the append and the mark, or that ran twice at once, changes nothing. Of several in one
 * isolate the first does the work of all.
 */
export async function relay(ctx: Context, userId: string, waiting: Waiting): Promise<void> {
  const other = underWay.get(userId);
  if (other && isRelaying(userId)) {
    other.again = true;
    return;
  }
  const mine = { heardAt: Date.now(), again: false };
  underWay.set(userId, mine);
  try {
    let events = waiting ?? (await nextEvents(ctx.db, userId, []));
    while (events.length > 0 || mine.again) {
      mine.again = false;
      for (let at = 0; at < events.length; at += EVENTS_PER_CALL) {
        const call = userFeed(ctx.env, userId).append(events.slice(at, at + EVENTS_PER_CALL));
        await inTime(call, APPEND_DEADLINE_MS, 'The feed did not answer.');
        mine.heardAt = Date.now();
      }
      events = await nextEvents(ctx.db, userId, events);
    }
  } finally {
    if (underWay.get(userId) === mine) underWay.delete(userId);
  }
}

/** The same right after a commit: what was committed stays so where the feed cannot be reached, and the sweep hands it over. */
export async function relayNow(ctx: Context, userId: string, waiting: Waiting): Promise<void> {
  await relay(ctx, userId, waiting).catch((error: unknown) => logError({ relay: userId }, error));
}

import { LOG_END } from '../contracts/feed.ts';
import type { EventLog, LoggedEntry } from './event-log.ts';

interface LogPage {
  /** Oldest first. */
  entries: LoggedEntry[];
  /** There are others beyond the page, on the side that was asked for. */
  more: boolean;
  /** What was named is not in the log. */
  reset: boolean;
}

/** The log after an event; from its beginning without one, or where the log does not know it. */
export function pageAfter(log: EventLog, since: string | null, limit: number): LogPage {
  const seq = since === null ? 0 : log.seqOf(since);
  const found = log.after(seq ?? 0, limit + 1);
  return { entries: found.slice(0, limit), more: found.length > limit, reset: seq === undefined };
}

/** The log up to an event, or to its end: the last events before it. Only the oldest go, so that before one that is gone there is nothing. */
export function pageBefore(log: EventLog, before: string, limit: number): LogPage {
  const seq = before === LOG_END ? Number.MAX_SAFE_INTEGER : log.seqOf(before);
  const found = seq === undefined ? [] : log.before(seq, limit + 1);
  return { entries: found.slice(-limit), more: found.length > limit, reset: seq === undefined };
}

import { z } from 'zod';

/** What the ledger and the database can both hold of text and time, whatever carries them. */

/** Nothing was traded on a crypto venue before Bitcoin's first block. */
const FIRST_MS = Date.UTC(2009, 0, 3);
/** A venue's clock may be ahead of ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;

const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

export const TextSchema = z
  .string()
  .min(1, 'there')
  .max(128, 'text of at most 128 characters')
  // A lone surrogate or a NUL cannot be stored as text.
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'text without control characters');

export const UtcTimeSchema = z
  .string()
  .regex(UTC_TIME, 'a UTC time such as 2026-05-31T09:59:59.000Z')
  .refine(isOnCalendar, 'a day of the calendar');

/** Why nothing can have happened at this time; null: it can. */
export function impossibleTime(ts: string, now: Date): string | null {
  const at = Date.parse(ts);
  if (at < FIRST_MS) return `The time ${ts} is before anything was traded.`;
  return at > now.getTime() + CLOCK_SKEW_MS ? `The time ${ts} has not come yet.` : null;
}

/** Postgres keeps microseconds and would round up what is finer, into the next day at the worst. */
export function inMicroseconds(ts: string): string {
  const [seconds = '', fraction = ''] = ts.slice(0, -1).split('.');
  return fraction.length > 6 ? `${seconds}.${fraction.slice(0, 6)}Z` : ts;
}

/** Date.parse takes the 30th of February for the 2nd of March; Postgres does not. */
function isOnCalendar(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text.slice(0, 19);
}

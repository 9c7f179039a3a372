import type { Window } from './params.ts';

const DAY_MS = 24 * 3_600_000;
const FIRST_WINDOW_MS = 30 * DAY_MS;
/** A venue may tell a fill late, and a transfer keeps the time at which it was begun. */
const OVERLAP_MS = 3 * DAY_MS;
/** So many times as far back at each step: four steps reach from a month to the beginning. */
const STEP = 4;
/** No venue that is read here is older. */
export const BEGINNING = '2012-01-01T00:00:00.000Z';

/**
 * What a sync by itself reads: what came since the last one, and, while what was read does not explain what the broker holds, so much more of the
 * past. `covered` was read before.
 */
export function syncWindow(
  connection: { syncedAt: Date | null; historySince: Date | null; historyComplete: boolean },
  now: Date,
): Window & { covered?: Window } {
  const { syncedAt, historySince, historyComplete } = connection;
  const until = now.toISOString();
  if (!syncedAt || !historySince) return { since: ago(now, FIRST_WINDOW_MS), until };
  const covered = {
    since: historySince.toISOString(),
    until: new Date(Math.max(syncedAt.getTime() - OVERLAP_MS, historySince.getTime())).toISOString(),
  };
  if (historyComplete || covered.since <= BEGINNING) return { since: covered.until, until };
  return { since: ago(now, STEP * (now.getTime() - historySince.getTime())), until, covered };
}

function ago(now: Date, ms: number): string {
  const since = new Date(Math.max(now.getTime() - ms, Date.parse(BEGINNING)));
  return since.toISOString();
}

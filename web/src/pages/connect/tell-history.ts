import type { ConnectionDto } from '../../../../contracts/brokers.ts';
import { formatDate } from '../../format/date.ts';

/** Older than any venue that is read: asking for it asks for everything. */
export const WHOLE_HISTORY_SINCE = '2012-01-01T00:00:00.000Z';

/** How far back was read, and whether that is enough. */
export function tellHistory(
  { since, complete }: ConnectionDto['history'],
  name: string,
  timeZone: string,
): string {
  if (since === null) return 'No history was read yet.';
  const read = isWhole(since)
    ? 'Your whole history was read'
    : `Everything since ${formatDate(since, timeZone)} was read`;
  if (complete) return `${read}, and it explains what ${name} holds.`;
  return isWhole(since)
    ? `${read}. It does not explain all that ${name} holds: some of it came from elsewhere.`
    : `${read}. What is older follows by itself, step by step; until then some sales have no known cost.`;
}

/** Nothing older can be asked for. */
export function isWhole(since: string | null): boolean {
  return since !== null && since <= WHOLE_HISTORY_SINCE;
}

import type { BrokerImport, Window } from './params.ts';

/** What an import reads next, of what is wanted and not covered: what is older first, then what came since. null: nothing is left. */
export function windowLeft({
  since,
  until,
  covered,
}: Pick<BrokerImport, 'since' | 'until' | 'covered'>): Window | null {
  if (!covered) return { since, until };
  if (since < covered.since) return { since, until: covered.since };
  return until > covered.until ? { since: covered.until, until } : null;
}

/** What is covered when a window was read to its end. The two touch each other, since what is read begins where the other ends, or holds it. */
export function covering(covered: Window | undefined, read: Window): Window {
  if (!covered) return read;
  return {
    since: read.since < covered.since ? read.since : covered.since,
    until: read.until > covered.until ? read.until : covered.until,
  };
}

import type { BrokerImport, Window } from './params.ts';

/**
 * What an import has yet to read once its present window is read to its end: all that is wanted, or only what came since, where its beginning
 * is covered. null: nothing.
 */
export function windowLeft({
  since,
  until,
  covered,
}: Pick<BrokerImport, 'since' | 'until' | 'covered'>): Window | null {
  if (!covered || since < covered.since) return { since, until };
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

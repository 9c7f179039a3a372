import type { Fill } from './fill.ts';

const DIGITS = /^\d+$/;

/** A copy in the order of the books: time, then the venue's sequence, then id. Total, so the input's order never matters. */
export function orderFills<F extends Fill>(fills: readonly F[]): F[] {
  return [...fills].sort(
    (a, b) =>
      compareTimes(a.ts, b.ts) ||
      compareText(a.venueSeq ?? '', b.venueSeq ?? '') ||
      compareCounted(a.extId, b.extId) ||
      compareText(a.id, b.id),
  );
}

/** A fill without a valid time is refused later, but must not make the order depend on the input's. */
function compareTimes(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Venues count fills: 9 comes before 10. Counted ids come before all others, which go by their characters. */
function compareCounted(a: string, b: string): number {
  const aCounts = DIGITS.test(a);
  const bCounts = DIGITS.test(b);
  if (aCounts !== bCounts) return aCounts ? -1 : 1;
  if (!aCounts) return compareText(a, b);
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || compareText(x, y);
}

/** By code unit: a locale would make the order depend on the machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

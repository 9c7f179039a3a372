import type { Fill, InventoryEvent } from './fill.ts';

/** What the order of the books goes by. */
export type OrderKey =
  | Pick<Fill, 'ts' | 'venueSeq' | 'extId' | 'id'>
  | Pick<InventoryEvent, 'ts' | 'kind' | 'id' | 'ofFill'>;

const DIGITS = /^\d+$/;

/**
 * A copy in the order of the books: time, then the venue's sequence, then id. Total, so the input's order never matters.
 * Of one moment, what comes in by an inventory event is there before the fills, and what leaves by one leaves after them; fees and rebates of
 * fills come last, as only the fills of the whole moment tell which there are.
 */
export function orderFills<E extends OrderKey>(entries: readonly E[]): E[] {
  return [...entries].sort(compareEntries);
}

/** Below zero where `a` comes first in the order of the books; zero for one and the same entry. */
export function compareEntries(a: OrderKey, b: OrderKey): number {
  return compareTimes(a.ts, b.ts) || rankOf(a) - rankOf(b) || compareCounts(a, b) || compareText(a.id, b.id);
}

/** What compareEntries reads, and no more. */
export function orderKeyOf(entry: OrderKey): OrderKey {
  const { ts, id } = entry;
  if ('kind' in entry) return { ts, kind: entry.kind, id, ...(entry.ofFill && { ofFill: true }) };
  return { ts, venueSeq: entry.venueSeq, extId: entry.extId, id };
}

/** Whether the event brings something in. */
export function comesIn(kind: InventoryEvent['kind']): kind is 'transfer_in' | 'reward' | 'convert_in' {
  return kind === 'transfer_in' || kind === 'reward' || kind === 'convert_in';
}

function rankOf(entry: OrderKey): number {
  if (!('kind' in entry)) return 1;
  if (entry.ofFill) return 3;
  return comesIn(entry.kind) ? 0 : 2;
}

function compareCounts(a: OrderKey, b: OrderKey): number {
  if ('kind' in a || 'kind' in b) return 0;
  return compareText(a.venueSeq ?? '', b.venueSeq ?? '') || compareCounted(a.extId, b.extId);
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

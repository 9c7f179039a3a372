import type { Big } from 'big.js';
import type { LotMatch } from './fill.ts';
import { formatDecimal, ZERO } from './money.ts';
import type { Worth } from './open-lots.ts';

const HOUR_MS = 3_600_000;

/** A part of what left that has a known cost. */
export type KnownPart = {
  id: string | null;
  source: LotMatch['source'];
  /** When it came in, milliseconds UTC; null: not known. */
  ts: number | null;
  qty: Big;
  worth: Worth;
};

/** What the first `qty` units of a sale bring, in the quote asset: before and after its fee. */
export type Proceeds = (qty: Big) => { gross: Big; net: Big };

export type Realised = {
  qty: Big;
  /** Net of all fees. */
  pnl: Big;
  gross: Big;
  entryValue: Big;
  /** Milliseconds times quantity, and quantity, of the parts with a known time. A time is no money: a float weighs it well enough. */
  heldMs: number;
  heldWeight: number;
  /** Of the oldest part, as far as times are known. */
  openedAt: number | null;
  matches: LotMatch[];
};

/**
 * The result of selling these parts at `ts`, part by part. A part gets what the sale brings up to and with it less what it brought before
 * it, so that the parts sum to the whole to the last digit.
 * @returns null where there is no part.
 */
export function realise(parts: readonly KnownPart[], ts: number, proceedsOf: Proceeds): Realised | null {
  if (parts.length === 0) return null;
  let qty = ZERO;
  let cost = ZERO;
  let entryValue = ZERO;
  let brought = { gross: ZERO, net: ZERO };
  let heldMs = 0;
  let heldWeight = 0;
  let openedAt: number | null = null;
  const matches = parts.map((part): LotMatch => {
    qty = qty.plus(part.qty);
    cost = cost.plus(part.worth.cost);
    entryValue = entryValue.plus(part.worth.bare);
    const before = brought.net;
    brought = proceedsOf(qty);
    const proceeds = brought.net.minus(before);
    const weight = Number(part.qty);
    if (part.ts !== null) {
      heldMs += weight * (ts - part.ts);
      heldWeight += weight;
      openedAt = openedAt === null ? part.ts : Math.min(openedAt, part.ts);
    }
    return {
      lotId: part.id,
      source: part.source,
      qty: formatDecimal(part.qty),
      cost: formatDecimal(part.worth.cost),
      entryValue: formatDecimal(part.worth.bare),
      proceeds: formatDecimal(proceeds),
      pnl: formatDecimal(proceeds.minus(part.worth.cost)),
      openedAt: part.ts,
    };
  });
  const { gross, net } = brought;
  return {
    qty,
    pnl: net.minus(cost),
    gross: gross.minus(entryValue),
    entryValue,
    heldMs,
    heldWeight,
    openedAt,
    matches,
  };
}

/** Hold time weighted by quantity; null where none is known. */
export function hoursHeld({ heldMs, heldWeight }: Pick<Realised, 'heldMs' | 'heldWeight'>): number | null {
  return heldWeight > 0 ? heldMs / heldWeight / HOUR_MS : null;
}

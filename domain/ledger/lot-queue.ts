import type { Big } from 'big.js';
import { ZERO } from './money.ts';

/** What one buy left in the books. cost has the fee; price is the bare price of a unit. */
type Lot = { ts: number; qty: Big; cost: Big; price: Big; sold: Big; costTaken: Big };

/** What a sale took out of the lots. */
type Taken = {
  qty: Big;
  /** With the buys' fees. */
  cost: Big;
  /** Without any fee: quantity times the lots' prices. */
  bareCost: Big;
  /** Weighted by quantity; null where nothing was taken. */
  heldMs: number | null;
};

export type LotQueue = {
  add(lot: { ts: number; qty: Big; cost: Big; price: Big }): void;
  /** Takes up to `qty`, oldest lot first; less if the lots hold less. */
  take(qty: Big, ts: number): Taken;
  /** What is still held. */
  held(): { qty: Big; cost: Big };
};

/**
 * First in, first out. Each lot is visited once, so a history of n fills costs O(n).
 *
 * A part's cost is round(cost × sold so far ÷ qty) less what was taken before. Rounding (30 decimals) therefore never
 * adds up over the parts of a lot, and the parts of a lot that is sold out sum to its cost exactly.
 */
export function openLotQueue(): LotQueue {
  const lots: Lot[] = [];
  let first = 0;

  return {
    add(lot) {
      lots.push({ ...lot, sold: ZERO, costTaken: ZERO });
    },

    take(qty, ts) {
      let left = qty;
      let cost = ZERO;
      let bareCost = ZERO;
      let weightedMs = 0;
      let weight = 0;
      while (left.gt(ZERO)) {
        const lot = lots[first];
        if (lot === undefined) break;
        const available = lot.qty.minus(lot.sold);
        const empties = available.lte(left);
        const part = empties ? available : left;
        lot.sold = lot.sold.plus(part);
        const costTaken = empties ? lot.cost : lot.cost.times(lot.sold).div(lot.qty);
        cost = cost.plus(costTaken.minus(lot.costTaken));
        lot.costTaken = costTaken;
        bareCost = bareCost.plus(part.times(lot.price));
        // A time is no money: a float weighs it well enough.
        weightedMs += Number(part) * (ts - lot.ts);
        weight += Number(part);
        left = left.minus(part);
        if (!empties) break;
        first += 1;
        first = dropSoldOut(lots, first);
      }
      return { qty: qty.minus(left), cost, bareCost, heldMs: weight > 0 ? weightedMs / weight : null };
    },

    held() {
      let qty = ZERO;
      let cost = ZERO;
      for (const lot of lots.slice(first)) {
        qty = qty.plus(lot.qty.minus(lot.sold));
        cost = cost.plus(lot.cost.minus(lot.costTaken));
      }
      return { qty, cost };
    },
  };
}

/** Lets go of the memory of sold lots, seldom enough to stay linear. */
function dropSoldOut(lots: Lot[], first: number): number {
  if (first < 1024 || first * 2 < lots.length) return first;
  lots.splice(0, first);
  return 0;
}

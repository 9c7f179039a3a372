import type { Big } from 'big.js';
import type { Matching } from '../../contracts/settings.ts';
import type { LotMatch } from './fill.ts';
import { isPositive, prorate, restoreDecimal, storeDecimal, ZERO } from './money.ts';

/** What a quantity was bought for, in the quote asset: with fees, and bare of them. */
export type Worth = { cost: Big; bare: Big };

/** What came in at once and is still held, or a part of it that is taken out. */
export type Lot = {
  id: string;
  source: LotMatch['source'];
  /** When it came in, milliseconds UTC. */
  ts: number;
  qty: Big;
  /** null: its cost is not known. */
  worth: Worth | null;
};

export type OpenLots = {
  add(lot: Lot): void;
  /** Takes up to `qty` in the order of the matching; less if the lots hold less. */
  take(qty: Big): Lot[];
  /** What is held, with and without a known cost; `worth` is of what has one. */
  held(): { known: Big; unknown: Big; worth: Worth };
  state(): OpenLotsState;
};

/** Plain JSON. `average` is the pool that average cost is taken from: its lots' own costs no longer count. */
export type OpenLotsState = {
  lots: {
    id: string;
    source: LotMatch['source'];
    ts: number;
    qty: string;
    cost: string | null;
    bare: string | null;
  }[];
  cost: string;
  bare: string;
};

/**
 * fifo takes the oldest lot first and lifo the newest, each at its own cost. average takes the oldest first, for identity and hold time, and
 * each part at the average cost of all that is held of known cost. Each lot is added and emptied once, so n fills cost O(n).
 *
 * A part takes prorate(cost) of what is left, and the last part takes what is left whole. Rounding therefore moves between parts,
 * and all parts together cost exactly what was paid.
 */
export function openLots(matching: Matching, state?: OpenLotsState): OpenLots {
  const lots: Lot[] = state?.lots.map(restoreLot) ?? [];
  let first = 0;
  let known = sumQty(lots.filter(({ worth }) => worth !== null));
  let unknown = sumQty(lots).minus(known);
  let pool: Worth = state
    ? { cost: restoreDecimal(state.cost), bare: restoreDecimal(state.bare) }
    : { cost: ZERO, bare: ZERO };

  function partOf(lot: Lot, qty: Big): Lot {
    if (lot.worth === null) {
      unknown = unknown.minus(qty);
      return { ...lot, qty };
    }
    const worth = matching === 'average' ? shareOf(pool, qty, known) : shareOf(lot.worth, qty, lot.qty);
    known = known.minus(qty);
    pool = less(pool, worth);
    return { ...lot, qty, worth };
  }

  return {
    add(lot) {
      lots.push({ ...lot });
      if (lot.worth === null) {
        unknown = unknown.plus(lot.qty);
      } else {
        known = known.plus(lot.qty);
        pool = { cost: pool.cost.plus(lot.worth.cost), bare: pool.bare.plus(lot.worth.bare) };
      }
    },

    take(qty) {
      const parts: Lot[] = [];
      let left = qty;
      while (isPositive(left)) {
        const lot = lots[matching === 'lifo' ? lots.length - 1 : first];
        if (lot === undefined) break;
        const empties = lot.qty.lte(left);
        const part = partOf(lot, empties ? lot.qty : left);
        parts.push(part);
        left = left.minus(part.qty);
        if (!empties) {
          lot.qty = lot.qty.minus(part.qty);
          if (lot.worth && part.worth) lot.worth = less(lot.worth, part.worth);
          break;
        }
        if (matching === 'lifo') lots.pop();
        else first = dropEmptied(lots, first + 1);
      }
      return parts;
    },

    held: () => ({ known, unknown, worth: pool }),

    state: () => ({
      lots: lots.slice(first).map(storeLot),
      cost: storeDecimal(pool.cost),
      bare: storeDecimal(pool.bare),
    }),
  };
}

function shareOf({ cost, bare }: Worth, part: Big, whole: Big): Worth {
  return { cost: prorate(cost, part, whole), bare: prorate(bare, part, whole) };
}

function less(a: Worth, b: Worth): Worth {
  return { cost: a.cost.minus(b.cost), bare: a.bare.minus(b.bare) };
}

function sumQty(lots: readonly Lot[]): Big {
  return lots.reduce((sum, { qty }) => sum.plus(qty), ZERO);
}

/** Lets go of the memory of emptied lots, seldom enough to stay linear. */
function dropEmptied(lots: Lot[], first: number): number {
  if (first < 1024 || first * 2 < lots.length) return first;
  lots.splice(0, first);
  return 0;
}

function storeLot({ id, source, ts, qty, worth }: Lot): OpenLotsState['lots'][number] {
  return {
    id,
    source,
    ts,
    qty: storeDecimal(qty),
    cost: worth && storeDecimal(worth.cost),
    bare: worth && storeDecimal(worth.bare),
  };
}

function restoreLot({ id, source, ts, qty, cost, bare }: OpenLotsState['lots'][number]): Lot {
  const worth =
    cost === null || bare === null ? null : { cost: restoreDecimal(cost), bare: restoreDecimal(bare) };
  return { id, source, ts, qty: restoreDecimal(qty), worth };
}

import type { Big } from 'big.js';
import type { Matching } from '../../contracts/settings.ts';
import type { EnteredCost, Outcome, RoundTrip } from './fill.ts';
import { decimalsOf, isFlat } from './flat.ts';
import { isPositive, isZero, parsePositive, ZERO } from './money.ts';
import { type Lot, type OpenLotsState, openLots } from './open-lots.ts';
import type { KnownPart, Realised } from './realise.ts';
import {
  countSale,
  restoreTrip,
  startTrip,
  storeTrip,
  type Trip,
  type TripState,
  tellTrip,
} from './round-trip.ts';

/** Plain JSON. */
export type PositionState = { lots: OpenLotsState; trip: TripState | null; decimals: number };

type Held = { qty: Big; cost: Big | null; bare: Big | null; openedAt: number | null };

export type Position = {
  /** Takes note of a size that was filled: what is below all of them is dust. */
  seeSize(qty: Big): void;
  /** Adds a lot; where no trip is open, it opens one. */
  bringIn(lot: Lot): Trip;
  /** Takes up to `qty` away: what of it has a known cost, and how much has none, with what was not held at all. */
  takeOut(sale: { id: string; ts: number }, qty: Big): { parts: KnownPart[]; unknown: Big };
  /** Counts what was realised (null: nothing) into the open trip, or into one of its own; the trip is null for a sale out of nothing. */
  count(
    sale: { id: string; ts: number },
    realised: Realised | null,
    unknown: Big,
  ): { basis: NonNullable<Outcome['basis']>; trip: Trip | null };
  /** Ends the open trip where nothing but dust is held: see flat.ts. */
  closeIfFlat(ts: number): RoundTrip | null;
  /** cost with fees and bare of them are null where not all that is held has a known cost. */
  held(): Held;
  openTrip(): RoundTrip | null;
  state(): PositionState;
};

/** What is held of a product: its open lots, and the round trip that they are part of. */
export function openPosition(
  {
    matching,
    increment,
    enteredCosts,
  }: { matching: Matching; increment: Big | null; enteredCosts: ReadonlyMap<string, EnteredCost> },
  state?: PositionState,
): Position {
  const lots = openLots(matching, state?.lots);
  let trip: Trip | null = state?.trip ? restoreTrip(state.trip) : null;
  let decimals = state?.decimals ?? 0;

  function held(): Held {
    const { known, unknown, worth } = lots.held();
    const openedAt = trip?.openedAt ?? null;
    if (isPositive(unknown)) return { qty: known.plus(unknown), cost: null, bare: null, openedAt };
    return { qty: known, cost: worth.cost, bare: worth.bare, openedAt };
  }

  return {
    seeSize(qty) {
      decimals = Math.max(decimals, decimalsOf(qty));
    },

    bringIn(lot) {
      lots.add(lot);
      trip ??= startTrip(lot.id, lot.ts);
      trip.qty = trip.qty.plus(lot.qty);
      const { qty } = held();
      if (qty.gt(trip.mostHeld)) trip.mostHeld = qty;
      return trip;
    },

    takeOut(sale, qty) {
      const parts: KnownPart[] = [];
      let unknown = qty;
      for (const { worth, ...part } of lots.take(qty)) {
        if (worth === null) continue;
        parts.push({ ...part, worth });
        unknown = unknown.minus(part.qty);
      }
      const entered = isPositive(unknown) ? enteredCosts.get(sale.id) : undefined;
      const part = entered ? enteredPart(entered, unknown, sale.ts) : null;
      return part ? { parts: [...parts, part], unknown: ZERO } : { parts, unknown };
    },

    count({ id, ts }, realised, unknown) {
      const basis = realised === null ? 'unknown' : isZero(unknown) ? 'known' : 'partial';
      if (realised !== null) trip ??= startTrip(id, realised.openedAt ?? ts);
      if (trip !== null) countSale(trip, realised, basis);
      return { basis, trip };
    },

    closeIfFlat(ts) {
      const left = held();
      if (trip === null) return null;
      // A trip that nothing came into sold of the dust of another.
      const isOfDust = isZero(trip.qty);
      if (!isOfDust && !isFlat(left.qty, { increment, decimals, mostHeld: trip.mostHeld })) return null;
      const closed = tellTrip(trip, left, ts);
      trip = null;
      return closed;
    },

    held,
    openTrip: () => trip && tellTrip(trip, held(), null),
    state: () => ({ lots: lots.state(), trip: trip && storeTrip(trip), decimals }),
  };
}

/** null: what was entered is no cost. A time after the sale is a slip of the pen, and tells no time. */
function enteredPart({ unitCost, acquiredAt }: EnteredCost, qty: Big, soldAt: number): KnownPart | null {
  const cost = parsePositive(unitCost)?.times(qty);
  if (!cost) return null;
  const ts = acquiredAt !== null && acquiredAt <= soldAt ? acquiredAt : null;
  return { id: null, source: 'entered', ts, qty, worth: { cost, bare: cost } };
}

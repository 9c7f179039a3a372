import type { Big } from 'big.js';
import type { RoundTrip } from './fill.ts';
import { formatDecimal, restoreDecimal, storeDecimal, ZERO } from './money.ts';
import { hoursHeld, type Realised } from './realise.ts';

/** A round trip that is under way. */
export type Trip = {
  id: string;
  openedAt: number;
  entries: number;
  exits: number;
  /** Sales of it, and how many of them were wholly, and not at all, of known basis. */
  sales: { all: number; known: number; unknown: number };
  qty: Big;
  /** The most that was held at once, dust of earlier trips with it. */
  mostHeld: Big;
  entryValue: Big;
  gross: Big;
  pnl: Big;
  /** Milliseconds times quantity, and quantity, of what was sold with a known hold time. */
  heldMs: number;
  heldWeight: number;
};

/** Plain JSON. */
export type TripState = Omit<Trip, 'qty' | 'mostHeld' | 'entryValue' | 'gross' | 'pnl'> & {
  qty: string;
  mostHeld: string;
  entryValue: string;
  gross: string;
  pnl: string;
};

export function startTrip(id: string, openedAt: number): Trip {
  return {
    id,
    openedAt,
    entries: 0,
    exits: 0,
    sales: { all: 0, known: 0, unknown: 0 },
    qty: ZERO,
    mostHeld: ZERO,
    entryValue: ZERO,
    gross: ZERO,
    pnl: ZERO,
    heldMs: 0,
    heldWeight: 0,
  };
}

/** Counts a sale, or a convert, into its trip. `realised` null: nothing of it was matched. */
export function countSale(trip: Trip, realised: Realised | null, basis: RoundTrip['basis']): void {
  trip.sales.all += 1;
  if (basis !== 'partial') trip.sales[basis] += 1;
  if (realised === null) return;
  trip.entryValue = trip.entryValue.plus(realised.entryValue);
  trip.gross = trip.gross.plus(realised.gross);
  trip.pnl = trip.pnl.plus(realised.pnl);
  trip.heldMs += realised.heldMs;
  trip.heldWeight += realised.heldWeight;
}

/** The trip as it is told; `held` is what the product's lots hold now. */
export function tellTrip(
  trip: Trip,
  held: { qty: Big; cost: Big | null },
  closedAt: number | null,
): RoundTrip {
  const { sales, gross, pnl } = trip;
  return {
    id: trip.id,
    openedAt: trip.openedAt,
    closedAt,
    entries: trip.entries,
    exits: trip.exits,
    qty: formatDecimal(trip.qty),
    heldQty: formatDecimal(held.qty),
    heldCost: held.cost && formatDecimal(held.cost),
    entryValue: formatDecimal(trip.entryValue),
    gross: formatDecimal(gross),
    fees: formatDecimal(gross.minus(pnl)),
    pnl: formatDecimal(pnl),
    basis: sales.known === sales.all ? 'known' : sales.unknown === sales.all ? 'unknown' : 'partial',
    heldHours: hoursHeld(trip),
  };
}

export function storeTrip(trip: Trip): TripState {
  const { qty, mostHeld, entryValue, gross, pnl } = trip;
  return {
    ...trip,
    sales: { ...trip.sales },
    qty: storeDecimal(qty),
    mostHeld: storeDecimal(mostHeld),
    entryValue: storeDecimal(entryValue),
    gross: storeDecimal(gross),
    pnl: storeDecimal(pnl),
  };
}

export function restoreTrip(state: TripState): Trip {
  const { qty, mostHeld, entryValue, gross, pnl } = state;
  return {
    ...state,
    sales: { ...state.sales },
    qty: restoreDecimal(qty),
    mostHeld: restoreDecimal(mostHeld),
    entryValue: restoreDecimal(entryValue),
    gross: restoreDecimal(gross),
    pnl: restoreDecimal(pnl),
  };
}

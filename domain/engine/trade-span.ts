import type { Outcome } from '../ledger/fill.ts';
import { reviewAt } from '../market/further-gain.ts';
import type { TradeSpan } from '../market/needed-months.ts';

const HOUR_MS = 3_600_000;

/**
 * From when on a sale counts as held, milliseconds UTC: as long before it as what was sold had been held, weighted by lot. A remainder of an old lot
 * that is sold with a new one says nothing of how the new one fared.
 */
export function heldSince(ts: number, heldHours: number): number {
  return ts - Math.round(heldHours * HOUR_MS);
}

/** The times of its market that are read for a fill, in milliseconds UTC: while a sale was held, and as much time after it. */
export function tradeSpan(ts: number, { heldHours }: Pick<Outcome, 'heldHours'>): TradeSpan {
  return {
    ts,
    fromMs: heldHours === null ? ts : heldSince(ts, heldHours),
    untilMs: heldHours === null ? ts : reviewAt({ ts, heldMs: heldHours * HOUR_MS }),
  };
}

import type { Side } from '../../contracts/side.ts';
import type { Outcome } from '../ledger/fill.ts';
import { type Figure, known, UNKNOWN, unknown } from './unknown-reason.ts';

/** What a fill closed: hours held and net result in the quote asset, of the part whose cost is known. */
export type TradeFeatures = { held_hours: Figure; pnl_exit: Figure<string> };

export function tradeFeatures(side: Side, outcome: Outcome): TradeFeatures {
  if (side === 'BUY') {
    return { held_hours: unknown(UNKNOWN.notAnExit), pnl_exit: unknown(UNKNOWN.notAnExit) };
  }
  return {
    held_hours: heldHours(outcome),
    pnl_exit: outcome.pnl === null ? unknown(UNKNOWN.basisUnknown) : known(outcome.pnl),
  };
}

/** A cost that was entered without a day gives a result, and no hold. */
function heldHours({ heldHours: hours, pnl }: Outcome): Figure {
  if (hours !== null) return known(hours);
  return unknown(pnl === null ? UNKNOWN.basisUnknown : UNKNOWN.boughtWhenUnknown);
}

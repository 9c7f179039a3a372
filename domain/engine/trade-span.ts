import type { Outcome } from '../ledger/fill.ts';
import { reviewAt } from '../market/further-gain.ts';
import type { TradeSpan } from '../market/needed-months.ts';

const HOUR_MS = 3_600_000;

/** The times of its market that are read for a fill, in milliseconds UTC: while a sale was held, and as much time after it. */
export function tradeSpan(ts: number, { openedAt, heldHours }: Outcome): TradeSpan {
  return {
    ts,
    fromMs: openedAt ?? ts,
    untilMs: heldHours === null ? ts : reviewAt({ ts, heldMs: heldHours * HOUR_MS }),
  };
}

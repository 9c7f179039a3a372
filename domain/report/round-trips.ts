import type { Measure } from '../../contracts/measure.ts';
import type { Stats } from '../../contracts/stats.ts';
import { resultOf } from '../ledger/break-even.ts';
import { lacks, medianOf } from './measures.ts';
import type { OrderResult } from './orders.ts';
import type { TripFact } from './report-fact.ts';
import { tallyResults, tallyRow } from './tally.ts';
import { toUnits } from './units.ts';

const HOUR_MS = 3_600_000;
/** A median of fewer trips moves by a rank with each. */
const FEWEST_TRIPS = 10;

/** Closed trips by their result, and how long they took. A trip of which nothing with a known cost was sold has no result, and is in no figure. */
export function measureRoundTrips(trips: readonly TripFact[]): Stats['roundTrips'] {
  const results: OrderResult[] = [];
  const hours: number[] = [];
  let open = 0;
  for (const { openedAt, closedAt, pnl, entryValue } of trips) {
    if (closedAt === null) open += 1;
    else if (toUnits(entryValue) > 0n) {
      results.push({ kind: resultOf(pnl, entryValue), net: toUnits(pnl) });
      hours.push((closedAt - openedAt) / HOUR_MS);
    }
  }
  return { ...tallyRow(tallyResults(results)), open, medianHours: medianHours(hours) };
}

function medianHours(hours: readonly number[]): Measure {
  const few = lacks('round trips', hours.length, FEWEST_TRIPS);
  return few ?? { known: true, value: medianOf(hours), n: hours.length };
}

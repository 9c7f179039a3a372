import type { Stats } from '../../contracts/stats.ts';
import { emptyTally, type Tally, tallyRow } from './tally.ts';
import { toDecimal } from './units.ts';

/** Days with a fill, oldest first. */
export function dayRows(days: ReadonlyMap<string, Tally>): Stats['days'] {
  let cumulative = 0n;
  return byKey(days).map(([day, tally]) => {
    cumulative += tally.net;
    return { day, fills: tally.fills, ...tallyRow(tally), cumulative: toDecimal(cumulative) };
  });
}

/** Monday to Sunday. */
export function weekdayRows(weekdays: ReadonlyMap<number, Tally>): Stats['weekdays'] {
  return Array.from({ length: 7 }, (_, n) => ({
    weekday: n + 1,
    ...tallyRow(weekdays.get(n + 1) ?? emptyTally()),
  }));
}

export function hourRows(hours: ReadonlyMap<number, Tally>): Stats['hours'] {
  return Array.from({ length: 24 }, (_, hour) => ({ hour, ...tallyRow(hours.get(hour) ?? emptyTally()) }));
}

/** Products with a fill, by name. */
export function productRows(products: ReadonlyMap<string, Tally>): Stats['products'] {
  return byKey(products).map(([symbol, tally]) => ({
    symbol,
    fills: tally.fills,
    ...tallyRow(tally),
    gross: toDecimal(tally.gross),
    fees: toDecimal(tally.gross - tally.net),
  }));
}

function byKey(cells: ReadonlyMap<string, Tally>): [string, Tally][] {
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1));
}

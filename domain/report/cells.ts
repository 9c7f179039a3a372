import type { Stats } from '../../contracts/stats.ts';
import type { ReportFill } from './orders.ts';
import { emptyTally, type Tally, tallyRow } from './tally.ts';
import { toDecimal, type Units } from './units.ts';

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
export function productRows(
  products: ReadonlyMap<string, Tally>,
  fills: readonly ReportFill[],
): Stats['products'] {
  const gross = new Map<string, Units>();
  for (const fill of fills) gross.set(fill.fact.symbol, (gross.get(fill.fact.symbol) ?? 0n) + fill.gross);
  return byKey(products).map(([symbol, tally]) => {
    const own = gross.get(symbol) ?? 0n;
    return {
      symbol,
      fills: tally.fills,
      ...tallyRow(tally),
      gross: toDecimal(own),
      fees: toDecimal(own - tally.net),
    };
  });
}

function byKey(cells: ReadonlyMap<string, Tally>): [string, Tally][] {
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1));
}

import type { Decimal } from '../../contracts/decimal.ts';
import type { OrderResult, ReportFill, Trade } from './orders.ts';
import { toDecimal, type Units } from './units.ts';

/** What fell into one cell of a report: a day, an hour, a product, a label or the whole. */
export type Tally = {
  fills: number;
  win: number;
  loss: number;
  break_even: number;
  net: Units;
};

/** The contract's tally: trades = wins + losses + breakEvens by how it is made. */
export type TallyRow = { trades: number; wins: number; losses: number; breakEvens: number; net: Decimal };

export function emptyTally(): Tally {
  return { fills: 0, win: 0, loss: 0, break_even: 0, net: 0n };
}

/** Money falls on the time of each fill, a trade on its last fill: cells add up to the whole, to the last digit. */
export function tallyBy<K>(
  fills: readonly ReportFill[],
  trades: readonly Trade[],
  cellOf: (ts: number, symbol: string) => K,
): Map<K, Tally> {
  const cells = new Map<K, Tally>();
  for (const { fact, net } of fills) {
    const tally = openCell(cells, cellOf(fact.ts, fact.symbol));
    tally.fills += 1;
    if (net !== 0n) tally.net += net;
  }
  for (const { lastTs, symbol, result } of trades) openCell(cells, cellOf(lastTs, symbol))[result.kind] += 1;
  return cells;
}

/** Results with the money that each brought in all. */
export function tallyResults(results: readonly OrderResult[]): Tally {
  const tally = emptyTally();
  for (const { kind, net } of results) {
    tally[kind] += 1;
    tally.net += net;
  }
  return tally;
}

export function tallyRow({ win, loss, break_even, net }: Tally): TallyRow {
  return {
    trades: win + loss + break_even,
    wins: win,
    losses: loss,
    breakEvens: break_even,
    net: toDecimal(net),
  };
}

function openCell<K>(cells: Map<K, Tally>, key: K): Tally {
  const there = cells.get(key);
  if (there) return there;
  const tally = emptyTally();
  cells.set(key, tally);
  return tally;
}

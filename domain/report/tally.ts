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
  gross: Units;
};

/** The contract's tally: trades = wins + losses + breakEvens by how it is made. */
export type TallyRow = { trades: number; wins: number; losses: number; breakEvens: number; net: Decimal };

export function emptyTally(): Tally {
  return { fills: 0, win: 0, loss: 0, break_even: 0, net: 0n, gross: 0n };
}

/** Money falls on the time of each fill, a trade on its last fill: cells add up to the whole, to the last digit. */
export function tallyBy<K>(
  fills: readonly ReportFill[],
  trades: readonly Trade[],
  cellOf: (ts: number, symbol: string) => K,
): Map<K, Tally> {
  const cells = new Map<K, Tally>();
  for (const { fact, net, gross } of fills) {
    const tally = openCell(cells, cellOf(fact.ts, fact.symbol));
    tally.fills += 1;
    // Most fills are buys: adding their nothing would take as long as adding a sale's result.
    if (fact.pnl === null) continue;
    tally.net += net;
    tally.gross += gross;
  }
  for (const { lastTs, symbol, result } of trades) openCell(cells, cellOf(lastTs, symbol))[result.kind] += 1;
  return cells;
}

/** Counts a result together with its money. */
export function addResult(tally: Tally, { kind, net }: OrderResult): void {
  tally[kind] += 1;
  tally.net += net;
}

export function addTally(sum: Tally, { fills, win, loss, break_even, net, gross }: Tally): void {
  sum.fills += fills;
  sum.win += win;
  sum.loss += loss;
  sum.break_even += break_even;
  sum.net += net;
  sum.gross += gross;
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

export function openCell<K>(cells: Map<K, Tally>, key: K): Tally {
  const tally = cells.get(key) ?? emptyTally();
  cells.set(key, tally);
  return tally;
}

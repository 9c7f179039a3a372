import type { Decimal } from '../../contracts/decimal.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { resultOf } from '../ledger/break-even.ts';
import type { Outcome } from '../ledger/fill.ts';
import { openSum } from '../ledger/sum.ts';
import type { ExitFigures } from './behaviour-figures.ts';
import { type Loss, type LossFigures, openLosses } from './losses.ts';
import { openTrailingWindow } from './trailing-window.ts';

const FEWEST_WINNERS = 5;
const WINNERS_KEPT = 100;
const EXITS_KEPT = 100;

/** What the slices of an exit order have closed together, of the part whose cost is known. */
type Closed = {
  /** Net, and the bare cost of what was sold, in the quote asset. */
  pnl: Decimal;
  entryValue: Decimal;
  /** What of it has a known hold time, in the base asset, and the hours weighted by it. */
  timedQty: number;
  qtyHours: number;
};

export type ExitOrder = {
  /** Median hours that winners were held before the order; null where they were too few. */
  readonly winnersHours: number | null;
  readonly loss: Loss;
  /** null while nothing of known cost was closed. */
  closed: Closed | null;
  win: boolean;
  /** In the window of winners; null while it is none. */
  slot: number | null;
};

export type Exits = {
  begin(symbol: string): ExitOrder;
  /** With this slice. */
  figuresOf(order: ExitOrder, outcome: Outcome): ExitFigures;
  close(order: ExitOrder, outcome: Outcome, ts: number): void;
  lossFigures(symbol: string, ts: number): LossFigures;
  /** When the latest order that lost was closed, milliseconds UTC; null: none was. */
  lastLossAt(): number | null;
  /** The latest exits of known result that are wins without a break. */
  winsInRow(): number;
};

/** The trader's closed orders: an order is one closing, and its further slices change it in place. */
export function openExits(): Exits {
  const losses = openLosses();
  const winners = openTrailingWindow(WINNERS_KEPT);
  const latest: ExitOrder[] = [];

  return {
    begin(symbol) {
      const winnersHours = winners.count() < FEWEST_WINNERS ? null : winners.quantile(0.5);
      return { winnersHours, loss: losses.begin(symbol), closed: null, win: false, slot: null };
    },
    figuresOf({ closed, winnersHours }, outcome) {
      const all = withSlice(closed, outcome);
      const entryValue = Number(all?.entryValue ?? 0);
      const hours = hoursOf(all);
      return {
        order_hours: hours,
        held_vs_winners: hours.known ? againstWinners(hours.value, winnersHours) : hours,
        result_vs_entry: all !== null && entryValue > 0 ? known(Number(all.pnl) / entryValue) : COST_UNKNOWN,
      };
    },
    close(order, outcome, ts) {
      const closed = withSlice(order.closed, outcome);
      if (closed === null) return;
      if (order.closed === null && latest.push(order) > EXITS_KEPT) latest.shift();
      order.closed = closed;
      const result = resultOf(closed.pnl, closed.entryValue);
      order.win = result === 'win';
      if (order.win) {
        order.slot ??= winners.add(null);
        winners.change(order.slot, heldHours(closed));
      } else if (order.slot !== null) {
        winners.change(order.slot, null);
        order.slot = null;
      }
      if (result === 'loss') losses.keep(order.loss, -Number(closed.pnl), ts);
      else losses.drop(order.loss);
    },
    lossFigures: losses.figuresFor,
    lastLossAt: losses.lastAt,
    winsInRow() {
      const broken = latest.findLastIndex(({ win }) => !win);
      return latest.length - 1 - broken;
    },
  };
}

const COST_UNKNOWN = unknown(UNKNOWN.basisUnknown);

function hoursOf(all: Closed | null): Figure {
  if (all === null) return COST_UNKNOWN;
  const hours = heldHours(all);
  return hours === null ? unknown(UNKNOWN.boughtWhenUnknown) : known(hours);
}

function againstWinners(hours: number, winnersHours: number | null) {
  return winnersHours === null || winnersHours === 0
    ? unknown(UNKNOWN.tooFewTrades)
    : known(hours / winnersHours);
}

function heldHours({ timedQty, qtyHours }: Closed): number | null {
  return timedQty > 0 ? qtyHours / timedQty : null;
}

function withSlice(closed: Closed | null, outcome: Outcome): Closed | null {
  const { pnl, entryValue, heldHours: hours } = outcome;
  if (pnl === null || entryValue === null) return closed;
  const qty = hours === null ? 0 : Number(outcome.matchedQty);
  const slice = { pnl, entryValue, timedQty: qty, qtyHours: qty * (hours ?? 0) };
  if (closed === null) return slice;
  return {
    pnl: sum(closed.pnl, pnl),
    entryValue: sum(closed.entryValue, entryValue),
    timedQty: closed.timedQty + slice.timedQty,
    qtyHours: closed.qtyHours + slice.qtyHours,
  };
}

function sum(a: Decimal, b: Decimal): Decimal {
  const total = openSum();
  total.add(a);
  total.add(b);
  return total.total();
}

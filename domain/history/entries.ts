import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { EntryFigures } from './behaviour-figures.ts';
import { openTrailingWindow, type TrailingWindow } from './trailing-window.ts';

const ENTRIES_KEPT = 100;
const FEWEST_ENTRIES = 20;
/** The median is of the last 20, and speaks from ten on. */
const MEDIAN_ENTRIES = 20;
const FEWEST_FOR_MEDIAN = 10;
const LAST_NIGHT_HOUR = 5;
/** In ln: sizes that differ by less are one size, told apart by rounding only. */
const ONE_SIZE = 1e-9;

export type EntryOrder = {
  readonly sizes: Sizes;
  /** Of the entries before the order; null where they were too few. */
  readonly median: number | null;
  readonly spread: { mean: number; deviation: number } | null;
  /** Of its slices so far, in the quote asset. */
  value: number;
  slots: { recent: number; logs: number } | null;
};

/** Of the entries in one quote asset. */
type Sizes = { recent: TrailingWindow; logs: TrailingWindow };

export type Entries = {
  begin(quote: string): EntryOrder;
  /** With a slice of this value. */
  figuresOf(order: EntryOrder, value: number): Pick<EntryFigures, 'notional_vs_median' | 'notional_z'>;
  /** @param hour of the order's first fill on the trader's clock */
  add(order: EntryOrder, value: number, hour: number): void;
  nightShare(): Figure;
};

/** The trader's last entry orders: their sizes by quote asset, and how many were made at night. */
export function openEntries(): Entries {
  const byQuote = new Map<string, Sizes>();
  const nights = openTrailingWindow(ENTRIES_KEPT);

  function sizesIn(quote: string): Sizes {
    const sizes = byQuote.get(quote) ?? {
      recent: openTrailingWindow(MEDIAN_ENTRIES),
      logs: openTrailingWindow(ENTRIES_KEPT),
    };
    byQuote.set(quote, sizes);
    return sizes;
  }

  return {
    begin(quote) {
      const sizes = sizesIn(quote);
      const { recent, logs } = sizes;
      const median = recent.count() < FEWEST_FOR_MEDIAN ? null : recent.quantile(0.5);
      const spread =
        logs.count() < FEWEST_ENTRIES ? null : { mean: logs.mean(), deviation: logs.deviation() };
      return { sizes, median, spread, value: 0, slots: null };
    },
    figuresOf(order, value) {
      const whole = order.value + value;
      return {
        notional_vs_median: order.median === null ? TOO_FEW : known(whole / order.median),
        notional_z: zOf(Math.log(whole), order.spread),
      };
    },
    add(order, value, hour) {
      order.value += value;
      const { recent, logs } = order.sizes;
      if (order.slots === null) {
        order.slots = { recent: recent.add(order.value), logs: logs.add(Math.log(order.value)) };
        nights.add(hour <= LAST_NIGHT_HOUR ? 1 : 0);
      } else {
        recent.change(order.slots.recent, order.value);
        logs.change(order.slots.logs, Math.log(order.value));
      }
    },
    nightShare: () => (nights.count() < FEWEST_ENTRIES ? TOO_FEW : known(nights.mean())),
  };
}

const TOO_FEW = unknown(UNKNOWN.tooFewTrades);

function zOf(log: number, spread: EntryOrder['spread']): Figure {
  if (spread === null) return TOO_FEW;
  return spread.deviation < ONE_SIZE
    ? unknown(UNKNOWN.oneSize)
    : known((log - spread.mean) / spread.deviation);
}

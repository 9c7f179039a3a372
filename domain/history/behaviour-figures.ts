import { type Figure, UNKNOWN, unknown } from '../features/unknown-reason.ts';

/** Of an entry, against the trader's own past. */
export type EntryFigures = {
  /** From the loss that it may answer, see losses.ts, to the order's first fill. */
  minutes_since_loss: Figure;
  /** That loss over the median of those before it. */
  loss_vs_median: Figure;
  /** 1 where that loss was made in the same base asset, 0 where not. */
  same_asset: Figure;
  /** The order's value so far over the median of the last 20 entries in the same quote asset. */
  notional_vs_median: Figure;
  /** Price over the average price of what was held before the order, less 1. */
  price_vs_average_cost: Figure;
  /** How many deviations ln(the order's value so far) lies above the mean of the last 100 entries in the same quote asset. */
  notional_z: Figure;
  /** Exits in a row before it that were wins, at most 100. */
  wins_in_row: Figure;
  /** Of the order's first fill on the trader's clock, 0 to 23. */
  local_hour: Figure;
  /** Share of the last 100 entries that were made in local hours 0 to 5. */
  night_share: Figure;
};

/** Of an exit order with its slices so far, against the trader's own past. */
export type ExitFigures = {
  /** Hours held, weighted by lot. */
  order_hours: Figure;
  /** Hours held over the median of the last 100 winners. */
  held_vs_winners: Figure;
  /** Net result over the bare cost of what was sold. */
  result_vs_entry: Figure;
};

/** Of either side: how busy the day of the order's first fill was. */
export type DayFigures = {
  /** Orders of that local day, this one included. */
  day_trades: Figure;
  /** Mean orders per day of the 30 days before. */
  day_trades_usual: Figure;
  /** Poisson probability of fewer orders than day_trades where day_trades_usual are usual. */
  day_count_percentile: Figure;
};

/** What trader-history.ts tells. */
export type HistoryFigures = EntryFigures & ExitFigures & DayFigures;

/** What the candles before, during and after a trade tell beside its nine features. */
type PathFigures = {
  /** Signed distance from prior support as a fraction of it, above zero over it; and the size of that. */
  support_gap: Figure;
  support_distance: Figure;
  /** Of an exit: the worst fall against the entry while held, in ATR. */
  mae_atr: Figure;
  /** Of an exit: gross result over the best that could be had while held. */
  captured: Figure;
  /** Of an exit: the further rise within as long again as it was held, in ATR. */
  further_gain_atr: Figure;
};

/** All that rules and reflections read by name beside the nine features. */
export type BehaviourFigures = HistoryFigures & PathFigures;

const A_BUY = unknown(UNKNOWN.notAnExit);
const A_SALE = unknown(UNKNOWN.notAnEntry);

export const NO_EXIT: ExitFigures = { order_hours: A_BUY, held_vs_winners: A_BUY, result_vs_entry: A_BUY };

export const NO_ENTRY: EntryFigures = {
  minutes_since_loss: A_SALE,
  loss_vs_median: A_SALE,
  same_asset: A_SALE,
  notional_vs_median: A_SALE,
  price_vs_average_cost: A_SALE,
  notional_z: A_SALE,
  wins_in_row: A_SALE,
  local_hour: A_SALE,
  night_share: A_SALE,
};

const UNREADABLE = unknown(UNKNOWN.fillUnreadable);

/** Of a fill that the ledger refused. */
export const NO_FIGURES: BehaviourFigures = {
  minutes_since_loss: UNREADABLE,
  loss_vs_median: UNREADABLE,
  same_asset: UNREADABLE,
  notional_vs_median: UNREADABLE,
  price_vs_average_cost: UNREADABLE,
  notional_z: UNREADABLE,
  wins_in_row: UNREADABLE,
  local_hour: UNREADABLE,
  night_share: UNREADABLE,
  order_hours: UNREADABLE,
  held_vs_winners: UNREADABLE,
  result_vs_entry: UNREADABLE,
  day_trades: UNREADABLE,
  day_trades_usual: UNREADABLE,
  day_count_percentile: UNREADABLE,
  support_gap: UNREADABLE,
  support_distance: UNREADABLE,
  mae_atr: UNREADABLE,
  captured: UNREADABLE,
  further_gain_atr: UNREADABLE,
};

/** In the order in which evidence lists them. */
export const FIGURE_NAMES = namesOf(NO_FIGURES);

function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): Name[] {
  const names: Name[] = [];
  for (const name in record) names.push(name);
  return names;
}

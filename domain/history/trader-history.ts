import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { Situation } from '../rules/situation.ts';
import {
  type DayFigures,
  type EntryFigures,
  type HistoryFigures,
  NO_ENTRY,
  NO_EXIT,
} from './behaviour-figures.ts';
import { openDayCounts } from './day-counts.ts';
import { type EntryOrder, openEntries } from './entries.ts';
import { type ExitOrder, openExits } from './exits.ts';
import { ORDERS_KEPT } from './group-orders.ts';
import type { HistoryFill } from './history-fill.ts';
import { openZone } from './local-time.ts';
import { poissonCdf } from './poisson.ts';
import { splitSymbol } from './product.ts';
import { openRecentMap } from './recent-map.ts';

/** What the trader's own rules look at of a decision, see domain/rules/situation.ts. */
export type DecisionFigures = Pick<
  Situation,
  'minuteOfDay' | 'dayTrades' | 'minutesSinceLoss' | 'heldHours' | 'resultVsEntry'
>;

export type TraderHistory = {
  /** Of a fill as of its order's first, with the order's earlier slices and this one. The same however often it is asked. */
  figuresOf(fill: HistoryFill): HistoryFigures;
  /** The same of what the trader's own rules look at. */
  decisionOf(fill: HistoryFill): DecisionFigures;
  /** Takes the fill into the history, after its figures were asked for if they are wanted. */
  remember(fill: HistoryFill): void;
};

type EntryBefore = Pick<
  EntryFigures,
  'minutes_since_loss' | 'loss_vs_median' | 'same_asset' | 'wins_in_row' | 'night_share'
>;
/** The past that an order found: it is one decision, and all its slices are held against the same. */
type Order = { day: number; hour: number; minute: number; figures: DayFigures; counted: boolean } & (
  | { side: 'BUY'; entry: EntryOrder; before: EntryBefore; sinceLoss: Figure }
  | { side: 'SELL'; exit: ExitOrder }
);

/**
 * What the rules know of the trader's own past, fed with all booked fills in the order of the books. Memory is bounded: trailing
 * windows of orders and days, and the last 2,000 orders.
 * @param timezone an IANA name: a day is the trader's own
 */
export function openHistory({ timezone }: { timezone: string }): TraderHistory {
  const zone = openZone(timezone);
  const orders = openRecentMap<Order>(ORDERS_KEPT);
  const days = openDayCounts();
  const entries = openEntries();
  const exits = openExits();

  function dayFigures(day: number): DayFigures {
    const trades = days.on(day) + 1;
    const usual = days.usualBefore(day);
    return {
      day_trades: known(trades),
      day_trades_usual: usual === null ? TOO_FEW : known(usual),
      day_count_percentile: usual === null ? TOO_FEW : known(poissonCdf(trades - 1, usual)),
    };
  }

  function begin({ symbol, side, ts }: HistoryFill): Order {
    const day = zone.dayNumberOf(ts);
    const all = {
      day,
      hour: zone.hourOf(ts),
      minute: zone.minuteOf(ts),
      figures: dayFigures(day),
      counted: false,
    };
    if (side === 'SELL') return { ...all, side, exit: exits.begin(symbol) };
    const before = {
      ...exits.lossFigures(symbol, ts),
      wins_in_row: known(exits.winsInRow()),
      night_share: entries.nightShare(),
    };
    const sinceLoss = minutesSince(exits.lastLossAt(), ts);
    return { ...all, side, entry: entries.begin(splitSymbol(symbol).quote), before, sinceLoss };
  }

  function orderOf(fill: HistoryFill): Order {
    return orders.get(fill.orderId) ?? orders.set(fill.orderId, begin(fill));
  }

  return {
    figuresOf(fill) {
      const order = orderOf(fill);
      if (order.side === 'SELL') {
        return { ...NO_ENTRY, ...exits.figuresOf(order.exit, fill.outcome), ...order.figures };
      }
      return {
        ...order.before,
        ...entries.figuresOf(order.entry, fill.value),
        price_vs_average_cost: againstAverageCost(fill),
        local_hour: known(order.hour),
        ...NO_EXIT,
        ...order.figures,
      };
    },
    decisionOf(fill) {
      const order = orderOf(fill);
      const { minute: minuteOfDay, figures } = order;
      const both = { minuteOfDay, dayTrades: figures.day_trades };
      if (order.side === 'BUY') {
        return { ...both, minutesSinceLoss: order.sinceLoss, heldHours: A_BUY, resultVsEntry: A_BUY };
      }
      const { order_hours: heldHours, result_vs_entry: resultVsEntry } = exits.figuresOf(
        order.exit,
        fill.outcome,
      );
      return { ...both, minutesSinceLoss: A_SALE, heldHours, resultVsEntry };
    },
    remember(fill) {
      const order = orders.set(fill.orderId, orderOf(fill));
      if (!order.counted) days.add(order.day);
      order.counted = true;
      if (order.side === 'SELL') exits.close(order.exit, fill.outcome, fill.ts);
      else entries.add(order.entry, fill.value, order.hour);
    },
  };
}

const A_BUY = unknown(UNKNOWN.notAnExit);
const A_SALE = unknown(UNKNOWN.notAnEntry);
const MINUTE_MS = 60_000;

function minutesSince(at: number | null, ts: number): Figure {
  return at === null ? unknown(UNKNOWN.noLossBefore) : known((ts - at) / MINUTE_MS);
}

const TOO_FEW = unknown(UNKNOWN.tooFewTrades);

function againstAverageCost({ price, heldBefore }: HistoryFill): Figure {
  if (heldBefore.qty <= 0) return unknown(UNKNOWN.nothingHeld);
  const { averagePrice } = heldBefore;
  return averagePrice === null || averagePrice <= 0
    ? unknown(UNKNOWN.basisUnknown)
    : known(price / averagePrice - 1);
}

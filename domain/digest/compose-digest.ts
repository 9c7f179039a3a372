import type { Decimal } from '../../contracts/decimal.ts';
import type { DigestPayload } from '../../contracts/digests.ts';
import type { RuleKind } from '../../contracts/rules.ts';
import type { Stats } from '../../contracts/stats.ts';
import { groupOrders, isTrade, type Order, readFills } from '../report/orders.ts';
import type { ReportFact, ReportScope, TripFact } from '../report/report-fact.ts';
import type { RuledOrder } from '../report/ruled-orders.ts';
import { computeStats } from '../report/stats.ts';
import { rulesOfWeek } from './rules-of-week.ts';
import { suggestRule } from './suggest-rule.ts';
import { findExtremes, tellTrade } from './told-trades.ts';

/** A week's facts in one currency, as a report of it would have them. */
export type WeekFacts = {
  /** from and to are the week's. */
  scope: ReportScope & { from: number; to: number };
  currencies: Stats['currencies'];
  facts: readonly ReportFact[];
  trips: readonly TripFact[];
};

export type DigestInput = {
  week: WeekFacts;
  /** The week before, in the same currency. */
  before: WeekFacts;
  /** As of computeStats. */
  riskPerTrade: Decimal | null;
  /** All orders that rules of the trader's were held against, up to the week's end. */
  ruled: readonly RuledOrder[];
  /** Rules that the trader has now. */
  active: ReadonlySet<RuleKind>;
  /** What was said of trades, by the id of their order's first fill; of the best and the worst is enough. */
  insights: ReadonlyMap<string, string>;
};

/** Orders of a week, by their first fill. */
export function ordersOf(week: Pick<WeekFacts, 'facts'>): Order[] {
  return groupOrders(readFills(week.facts));
}

/** A week's digest; the contract says what each figure is. Pure: the same facts give the same bytes in any order. */
export function composeDigest(input: DigestInput): DigestPayload {
  const { week, before, riskPerTrade, active } = input;
  const orders = ordersOf(week);
  const { best, worst } = findExtremes(orders.filter(isTrade));
  const stats = computeStats({ ...week, riskPerTrade });
  const past = computeStats({ ...before, riskPerTrade });
  return {
    periodStart: new Date(week.scope.from).toISOString(),
    periodEnd: new Date(week.scope.to).toISOString(),
    currency: stats.currency,
    currencies: week.currencies,
    timezone: stats.timezone,
    fills: stats.fills,
    orders: stats.orders,
    trades: stats.trades,
    wins: stats.wins,
    losses: stats.losses,
    breakEvens: stats.breakEvens,
    net: stats.net,
    gross: stats.gross,
    fees: stats.fees,
    feesPaid: stats.feesPaid,
    feesLeftOut: stats.feesLeftOut,
    winRate: stats.winRate,
    expectancy: stats.expectancy,
    maxDrawdown: stats.maxDrawdown,
    unknownBasis: stats.unknownBasis,
    days: stats.days,
    products: stats.products,
    labels: stats.labels,
    rules: rulesOfWeek(orders, input.ruled, { ...week.scope, active }),
    best: best && tellTrade(best, input.insights),
    worst: worst && tellTrade(worst, input.insights),
    suggestion: suggestRule(stats.labels, active),
    before: {
      periodStart: new Date(before.scope.from).toISOString(),
      periodEnd: new Date(before.scope.to).toISOString(),
      fills: past.fills,
      orders: past.orders,
      trades: past.trades,
      net: past.net,
      winRate: past.winRate,
    },
  };
}

import type { z } from 'zod';
import type { Insights } from '../../contracts/insights.ts';
import type { ReportQuerySchema, Stats } from '../../contracts/stats.ts';
import type { UserRow } from '../../db/queries/accounts.ts';
import { openPositions } from '../../db/queries/reports.ts';
import { splitSymbol } from '../../domain/history/product.ts';
import { computeInsights } from '../../domain/report/insights.ts';
import { positionOf } from '../../domain/report/position.ts';
import type { ReportFact, ReportScope, TripFact } from '../../domain/report/report-fact.ts';
import { computeStats } from '../../domain/report/stats.ts';
import type { Context } from '../context.ts';
import { factsOf, type ReportFacts } from './report-facts.ts';

/** Of a trader without trades, whose currency nobody knows. */
const NO_CURRENCY = 'USD';
/** The bootstrap draws the same samples for the same trades: an interval that flickers cannot be checked. */
const SEED = 20_190_101;

/** The periods that a trader looks at by turns. */
const MOST_SCOPES_KEPT = 8;

type Query = z.output<typeof ReportQuerySchema>;

export async function statsOf(ctx: Context, user: UserRow, query: Query): Promise<Stats> {
  const [all, positions] = await Promise.all([factsOf(ctx, user), openPositions(ctx.db, user.id)]);
  const { scope, currencies, facts, trips } = cut(all, user, query);
  const figures = computeStats({ scope, facts, trips, riskPerTrade: user.riskPerTrade });
  const held = positions.filter(({ symbol }) => quoteOf(symbol) === scope.currency);
  return { ...figures, currencies, positions: held.map(positionOf) };
}

export async function insightsOf(ctx: Context, user: UserRow, query: Query): Promise<Insights> {
  const all = await factsOf(ctx, user);
  const { scope, currencies, facts } = cut(all, user, query);
  const key = JSON.stringify(scope);
  const figures =
    all.insights.get(key) ?? computeInsights({ scope, facts, baseRates: all.rates, seed: SEED });
  if (all.insights.size >= MOST_SCOPES_KEPT) all.insights.clear();
  all.insights.set(key, figures);
  return { ...figures, currencies };
}

/** The facts of the period and of one quote asset: money of two is never added. */
function cut(
  all: ReportFacts,
  { timezone }: UserRow,
  query: Query,
): {
  scope: ReportScope;
  currencies: Stats['currencies'];
  facts: ReportFact[];
  trips: TripFact[];
} {
  const from = query.from === undefined ? null : Date.parse(query.from);
  const to = query.to === undefined ? null : Date.parse(query.to);
  const isWithin = (ts: number) => (from === null || ts >= from) && (to === null || ts < to);
  const inPeriod = all.facts.filter(({ ts }) => isWithin(ts));
  const currencies = countCurrencies(inPeriod);
  const currency = query.currency ?? currencies[0]?.currency ?? NO_CURRENCY;
  const isOf = ({ symbol }: { symbol: string }) => quoteOf(symbol) === currency;
  return {
    scope: { currency, timezone, from, to },
    currencies,
    facts: inPeriod.filter(isOf),
    trips: all.trips.filter((trip) => isOf(trip) && (trip.closedAt === null || isWithin(trip.closedAt))),
  };
}

function countCurrencies(facts: readonly ReportFact[]): Stats['currencies'] {
  const fills = new Map<string, number>();
  for (const { symbol } of facts) fills.set(quoteOf(symbol), (fills.get(quoteOf(symbol)) ?? 0) + 1);
  return [...fills]
    .map(([currency, count]) => ({ currency, fills: count }))
    .sort((a, b) => b.fills - a.fills || (a.currency < b.currency ? -1 : 1));
}

function quoteOf(symbol: string): string {
  return splitSymbol(symbol).quote;
}

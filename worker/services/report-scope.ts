import type { Stats } from '../../contracts/stats.ts';
import { splitSymbol } from '../../domain/history/product.ts';
import type { ReportFact, ReportScope, TripFact } from '../../domain/report/report-fact.ts';
import type { ReportFacts } from './report-facts.ts';

/** Of a trader without trades, whose currency nobody knows. */
const NO_CURRENCY = 'USD';

/** What a report is asked for: ISO times, open where there is none; without a currency, the one of most fills. */
type Wanted = { from?: string | undefined; to?: string | undefined; currency?: string | undefined };

/** The facts of the period and of one quote asset: money of two is never added. */
export function cutFacts(
  all: Pick<ReportFacts, 'facts' | 'trips'>,
  { timezone }: { timezone: string },
  query: Wanted,
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

export function quoteOf(symbol: string): string {
  return splitSymbol(symbol).quote;
}

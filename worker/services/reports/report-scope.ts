import type { Stats } from '../../../contracts/stats.ts';
import { splitSymbol } from '../../../domain/history/product.ts';
import type { ReportFact, ReportScope, TripFact } from '../../../domain/report/report-fact.ts';
import type { ReportFacts } from './report-facts.ts';

/** Of a trader without trades, whose currency nobody knows. */
export const NO_CURRENCY = 'USD';

/** What a report is asked for: ISO times, open where there is none; without a currency, the one of most fills of all time. */
type Wanted = { from?: string | undefined; to?: string | undefined; currency?: string | undefined };

/**
 * The facts of the period and of one quote asset: money of two is never added. Currencies are those of all facts, with their fills inside the period: which
 * there are to choose from, and which is shown, is not changed by the period.
 */
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
  const currencies = countCurrencies(all.facts, isWithin);
  const currency = query.currency ?? currencies[0]?.currency ?? NO_CURRENCY;
  const isOf = ({ symbol }: { symbol: string }) => quoteOf(symbol) === currency;
  return {
    scope: { currency, timezone, from, to },
    currencies,
    facts: all.facts.filter((fact) => isWithin(fact.ts) && isOf(fact)),
    trips: all.trips.filter((trip) => isOf(trip) && (trip.closedAt === null || isWithin(trip.closedAt))),
  };
}

/** Most fills of all time first. */
function countCurrencies(
  facts: readonly ReportFact[],
  isWithin: (ts: number) => boolean,
): Stats['currencies'] {
  const counts = new Map<string, { all: number; fills: number }>();
  for (const { symbol, ts } of facts) {
    const currency = quoteOf(symbol);
    const count = counts.get(currency) ?? { all: 0, fills: 0 };
    count.all += 1;
    if (isWithin(ts)) count.fills += 1;
    counts.set(currency, count);
  }
  return [...counts]
    .sort(([a, { all }], [b, { all: others }]) => others - all || (a < b ? -1 : 1))
    .map(([currency, { fills }]) => ({ currency, fills }));
}

export function quoteOf(symbol: string): string {
  return splitSymbol(symbol).quote;
}

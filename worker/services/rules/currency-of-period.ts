import type { ReportFact } from '../../../domain/report/report-fact.ts';
import { NO_CURRENCY, quoteOf } from '../reports/report-scope.ts';

/** The quote asset of most fills of a period, milliseconds UTC: a rule is judged by the trades that it would have met. */
export function currencyOfPeriod(
  facts: readonly Pick<ReportFact, 'ts' | 'symbol'>[],
  fromMs: number,
  toMs: number,
): string {
  const fills = new Map<string, number>();
  for (const { ts, symbol } of facts) {
    const quote = quoteOf(symbol);
    if (ts >= fromMs && ts < toMs) fills.set(quote, (fills.get(quote) ?? 0) + 1);
  }
  return [...fills].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? NO_CURRENCY;
}

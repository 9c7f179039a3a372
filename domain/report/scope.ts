import type { Stats } from '../../contracts/stats.ts';
import type { ReportScope } from './report-fact.ts';

/** Of which fills a report speaks, as the contract says it. */
export function describeScope(scope: ReportScope): Pick<Stats, 'currency' | 'timezone' | 'from' | 'to'> {
  return {
    currency: scope.currency,
    timezone: scope.timezone,
    from: describeTime(scope.from),
    to: describeTime(scope.to),
  };
}

function describeTime(ts: number | null): string | null {
  return ts === null ? null : new Date(ts).toISOString();
}

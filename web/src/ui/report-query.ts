import { useSearchParams } from '@solidjs/router';
import { createMemo } from 'solid-js';
import { timezone } from '../session.ts';
import { periodStart, readPeriod } from './period.ts';

/** The period and currency of a report, kept in the address as `period` and `currency`. */
export function useReportQuery() {
  const [params] = useSearchParams();
  const currency = () => (typeof params.currency === 'string' ? params.currency : undefined);
  return createMemo(() => ({
    from: periodStart(readPeriod(params.period), timezone(), Date.now()),
    currency: currency(),
  }));
}

import { useSearchParams } from '@solidjs/router';
import { createMemo } from 'solid-js';
import { timezone } from '../session.ts';
import { now } from './clock.ts';
import { periodStart, readPeriod } from './period.ts';

/** The period and currency of a report, kept in the address as `period` and `currency`. */
export function useReportQuery() {
  const [params] = useSearchParams();
  const currency = () => (typeof params.currency === 'string' ? params.currency : undefined);
  // Of its own: it moves at midnight, and at no other tick of the clock is anything asked for again.
  const from = createMemo(() => periodStart(readPeriod(params.period), timezone(), now()));
  return createMemo(() => ({ from: from(), currency: currency() }));
}

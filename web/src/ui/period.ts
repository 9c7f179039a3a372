import { addDays, dayOf, startOfDay } from '../format/days.ts';

/** What a report's address says of its period. Days and years are the trader's own. */
export const PERIODS = ['7d', '30d', '90d', 'year', 'all'] as const;
export type Period = (typeof PERIODS)[number];

export const PERIOD_NAMES: Readonly<Record<Period, string>> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  year: 'This year',
  all: 'All',
};

const LENGTH_DAYS = { '7d': 7, '30d': 30, '90d': 90 } as const;

/** All time where the address says nothing, or nothing that is known. */
export function readPeriod(value: unknown): Period {
  return PERIODS.find((period) => period === value) ?? 'all';
}

/**
 * The instant at which a period begins; undefined: it has no beginning. Seven days are today and the six days before.
 * @param now milliseconds, UTC
 */
export function periodStart(period: Period, timeZone: string, now: number): string | undefined {
  if (period === 'all') return undefined;
  const today = dayOf(now, timeZone);
  if (period === 'year') return startOfDay(`${today.slice(0, 4)}-01-01`, timeZone);
  return startOfDay(addDays(today, 1 - LENGTH_DAYS[period]), timeZone);
}

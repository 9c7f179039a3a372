import { dayOf } from './days.ts';
import { formatShortDay, formatTime, formatter } from './time.ts';

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** '3 Mar 2025'; here and not among the other formats, which the first load carries. */
export function formatDate(ts: string, timeZone: string): string {
  return formatter('date', DATE, timeZone).format(new Date(ts));
}

/** Where there is room for little: '3 Mar, 14:05' of this year, '3 Mar 2025' of another. @param now milliseconds, UTC */
export function formatBriefly(ts: string, timeZone: string, now: number): string {
  const yearOf = (time: string | number) => dayOf(time, timeZone).slice(0, 4);
  return yearOf(ts) === yearOf(now)
    ? `${formatShortDay(ts, timeZone)}, ${formatTime(ts, timeZone)}`
    : formatDate(ts, timeZone);
}

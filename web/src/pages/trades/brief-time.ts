import { formatDate } from '../../format/date.ts';
import { dayOf } from '../../format/days.ts';
import { formatShortDay, formatTime } from '../../format/time.ts';

/** Where there is room for little: '3 Mar, 14:05' of this year, '3 Mar 2025' of another. @param now milliseconds, UTC */
export function formatBriefly(ts: string, timeZone: string, now: number): string {
  const yearOf = (time: string | number) => dayOf(time, timeZone).slice(0, 4);
  return yearOf(ts) === yearOf(now)
    ? `${formatShortDay(ts, timeZone)}, ${formatTime(ts, timeZone)}`
    : formatDate(ts, timeZone);
}

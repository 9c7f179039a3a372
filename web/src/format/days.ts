import { openZone } from '../../../domain/history/local-time.ts';
import { startOfLocalDay } from '../../../domain/history/local-week.ts';

const MS_PER_DAY = 86_400_000;

/** The calendar day (YYYY-MM-DD) of an instant on a time zone's clock. */
export function dayOf(time: string | number, timeZone: string): string {
  return openZone(timeZone).dayOf(new Date(time).getTime());
}

/** The instant at which a calendar day (YYYY-MM-DD) begins in a time zone, or undefined if it is no day. */
export function startOfDay(day: string, timeZone: string): string | undefined {
  const number = numberOf(day);
  return number === undefined ? undefined : startOf(number, timeZone).toISOString();
}

/** The last millisecond of a calendar day in a time zone. */
export function endOfDay(day: string, timeZone: string): string | undefined {
  const number = numberOf(day);
  if (number === undefined) return undefined;
  return new Date(startOf(number + 1, timeZone).getTime() - 1).toISOString();
}

function startOf(day: number, timeZone: string): Date {
  return new Date(startOfLocalDay(openZone(timeZone), day));
}

/** Days since 1970-01-01. */
function numberOf(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : time / MS_PER_DAY;
}

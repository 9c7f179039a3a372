import { openZone } from '../../../domain/history/local-time.ts';
import { startOfLocalDay } from '../../../domain/history/local-week.ts';

const DAY_MS = 86_400_000;
/** 1970-01-01, day number 0, was a Thursday. */
const MONDAY_OFFSET = 3;

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

/** Days since 1970-01-01; NaN of what is no day. Days are counted, so that no change of clocks can lose one. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

export function addDays(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * DAY_MS).toISOString().slice(0, 10);
}

/** 0 on Monday, 6 on Sunday. */
export function daysSinceMonday(day: string): number {
  return (dayNumber(day) + MONDAY_OFFSET) % 7;
}

function startOf(day: number, timeZone: string): Date {
  return new Date(startOfLocalDay(openZone(timeZone), day));
}

function numberOf(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const number = dayNumber(day);
  return Number.isNaN(number) ? undefined : number;
}

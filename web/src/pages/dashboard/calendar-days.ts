const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01: days are counted, so that no change of clocks can lose one. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

export function addDays(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * MS_PER_DAY).toISOString().slice(0, 10);
}

const FULL = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const SHORT = format({ day: 'numeric', month: 'short', year: 'numeric' });
const MONTH = format({ month: 'long', year: 'numeric' });

export function formatFullDay(day: string): string {
  return FULL.format(new Date(day));
}

export function formatShortDate(day: string): string {
  return SHORT.format(new Date(day));
}

/** Of any day in it. */
export function formatMonth(day: string): string {
  return MONTH.format(new Date(day));
}

/** A day without a time reads as midnight UTC. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
}

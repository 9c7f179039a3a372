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

const WEEK = { day: 'numeric', month: 'long', year: 'numeric' } as const;

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** 'Mon 16 Nov': a day of a calendar (YYYY-MM-DD), whatever clock it was told by. */
export function formatPlainDay(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`)).replace(',', '');
}

/** '16 – 22 November 2026': a week by its days on the clock that it was reckoned by. `end` is not in it. */
export function formatWeek(start: string, end: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { ...WEEK, timeZone });
  // Browsers part the days by spaces of different widths.
  return format.formatRange(new Date(start), new Date(Date.parse(end) - 1)).replace(/\s*–\s*/, ' – ');
}

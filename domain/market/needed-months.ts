/** YYYY-MM of a time in milliseconds, UTC. */
export function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7);
}

/** Its first millisecond, UTC. */
export function monthStart(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

/** The first millisecond after it. */
export function monthEnd(month: string): number {
  return startOfMonth(monthStart(month), 1);
}

export function monthBefore(month: string): string {
  return monthOf(startOfMonth(monthStart(month), -1));
}

/** The first millisecond of the month that lies `months` after that of a time. */
export function startOfMonth(ms: number, months = 0): number {
  const time = new Date(ms);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + months);
}

/**
 * The months that must be loaded for a fill at `ts`, oldest first: its own and the one before, for its features; those of its
 * holding time from `fromMs` on; and those of hindsight up to `untilMs`. Times are milliseconds, UTC.
 */
export function monthsFor({
  ts,
  fromMs = ts,
  untilMs = ts,
}: {
  ts: number;
  fromMs?: number;
  untilMs?: number;
}): string[] {
  const own = monthOf(ts);
  return [...new Set([monthBefore(own), own, ...monthsBetween(fromMs, untilMs)])].sort();
}

/** Every month that the time from `fromMs` to before `untilMs` touches, in order. */
function monthsBetween(fromMs: number, untilMs: number): string[] {
  const months: string[] = [];
  for (let at = fromMs; at < untilMs; at = startOfMonth(at, 1)) months.push(monthOf(at));
  return months;
}

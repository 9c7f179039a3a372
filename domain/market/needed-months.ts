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

/** What is read of a market for a fill at `ts`, milliseconds UTC: it was held since `fromMs`, and hindsight looks until `untilMs`. */
export type TradeSpan = { ts: number; fromMs: number; untilMs: number };

/** The months that must be loaded for a fill, oldest first: its own and the one before, for its features; and all that its span touches. */
export function monthsFor({ ts, fromMs, untilMs }: TradeSpan): string[] {
  const own = monthOf(ts);
  return [...new Set([monthBefore(own), own, ...monthsBetween(fromMs, untilMs)])].sort();
}

/** Whether monthsFor names the month that begins at `startMs` and ends before `endMs`, without writing any name. */
export function isNeeded({ ts, fromMs, untilMs }: TradeSpan, startMs: number, endMs: number): boolean {
  const isOfSeries = startMs <= ts && startOfMonth(endMs, 1) > ts;
  return isOfSeries || (endMs > fromMs && startMs < untilMs);
}

/** Every month that the time from `fromMs` to before `untilMs` touches, in order. */
export function monthsBetween(fromMs: number, untilMs: number): string[] {
  const months: string[] = [];
  for (let at = fromMs; at < untilMs; at = startOfMonth(at, 1)) months.push(monthOf(at));
  return months;
}

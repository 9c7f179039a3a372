/** The granularity of snapshots. */
export const HOUR_MS = 3_600_000;

/** YYYY-MM, UTC. */
export function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7);
}

export function monthStart(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

export function monthEnd(month: string): number {
  const start = new Date(monthStart(month));
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
}

/** Every month that [fromMs, toMs) touches, in order. */
export function monthsBetween(fromMs: number, toMs: number): string[] {
  const months: string[] = [];
  for (let at = fromMs; at < toMs; at = monthEnd(monthOf(at))) months.push(monthOf(at));
  return months;
}

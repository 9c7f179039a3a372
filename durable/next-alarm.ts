import { EVENT_LIFE_MS } from '../contracts/feed.ts';

export const SOCKET_LIFE_MS = 24 * 3_600_000;
/** Old events go once a day at the most: waking up costs more than keeping them for some hours. */
const RETENTION_PERIOD_MS = 24 * 3_600_000;

/**
 * When the object has to wake up by itself: for the socket that reaches its end of life first, or for the oldest event. null: for nothing.
 * Times are milliseconds.
 */
export function nextAlarm(
  { oldestSocketAt, oldestEventAt }: { oldestSocketAt: number | null; oldestEventAt: number | null },
  now: number,
): number | null {
  const times = [
    ...(oldestSocketAt === null ? [] : [oldestSocketAt + SOCKET_LIFE_MS]),
    ...(oldestEventAt === null ? [] : [Math.max(oldestEventAt + EVENT_LIFE_MS, now + RETENTION_PERIOD_MS)]),
  ];
  return times.length === 0 ? null : Math.min(...times);
}

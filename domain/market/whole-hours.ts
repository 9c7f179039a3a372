import { HOUR_MS } from '../indicators/candle.ts';

/** The next full hour, or the time itself where it is one; milliseconds, UTC. */
export function hourFrom(ms: number): number {
  return Math.ceil(ms / HOUR_MS) * HOUR_MS;
}

/** The full hour before, or the time itself where it is one. */
export function hourUntil(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

/** Whether a bar can lie wholly between two times. */
export function hasWholeHour(fromMs: number, untilMs: number): boolean {
  return hourFrom(fromMs) < hourUntil(untilMs);
}

import type { ZodType } from 'zod';
import type { Mapped } from './mapped.ts';
import type { Params } from './sign.ts';

export const DAY_MS = 24 * 3_600_000;
/** A transfer is listed by the time it was begun, and may end days later, when that time has long been read. */
export const LATE_MS = 3 * DAY_MS;

/** One of Binance's histories of what is no trade, which is read in windows of time. */
export interface MovementSource {
  path: string;
  params: Params;
  /** The longest window that it takes. */
  longestMs: number;
  /** How much earlier than asked for it is read. */
  lookBackMs: number;
  /** `isCut`: the window holds more than came, and there is no way to ask for the rest but by shorter windows. */
  answer: ZodType<{ rows: unknown[]; isCut: boolean }>;
  map(row: unknown, now: Date): Mapped;
}

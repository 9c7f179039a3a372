import { converts } from './converts.ts';
import { type Cursor, HISTORIES, type History } from './cursor.ts';
import { deposits } from './deposits.ts';
import { dividends } from './dividends.ts';
import { dust } from './dust.ts';
import type { MovementSource } from './movement-source.ts';
import { withdrawals } from './withdrawals.ts';

export const SOURCES: Record<History, MovementSource> = { deposits, withdrawals, dividends, converts, dust };

export type HistoryCursor = Extract<Cursor, { stage: 'history' }>;

/** Milliseconds, both ends included. */
export interface Window {
  fromMs: number;
  toMs: number;
}

export function windowAt({ fromMs, spanMs }: HistoryCursor, untilMs: number): Window {
  return { fromMs, toMs: Math.min(fromMs + spanMs - 1, untilMs) };
}

/** The beginning of a history, or what comes after the last one. */
export function beginning(history: History | undefined, sinceMs: number, assets: string[]): Cursor {
  if (history === undefined) return { stage: 'products', assets };
  const { longestMs, lookBackMs } = SOURCES[history];
  return {
    stage: 'history',
    history,
    fromMs: Math.max(sinceMs - lookBackMs, 0),
    spanMs: longestMs,
    assets,
  };
}

/**
 * What is read after a window. One that held more than came is read again, half as long; one that came whole is followed by one that may be twice as
 * long, so that a busy month does not make the years after it slow.
 */
export function afterWindow(
  cursor: HistoryCursor,
  { fromMs, toMs }: Window,
  isCut: boolean,
  window: { sinceMs: number; untilMs: number; assets: string[] },
): Cursor {
  const { longestMs } = SOURCES[cursor.history];
  if (isCut && toMs > fromMs) {
    return { ...cursor, spanMs: Math.max(Math.floor((toMs - fromMs + 1) / 2), 1) };
  }
  if (toMs < window.untilMs) {
    const spanMs = Math.min(cursor.spanMs * 2, longestMs);
    return { ...cursor, fromMs: toMs + 1, spanMs, assets: window.assets };
  }
  const next = HISTORIES[HISTORIES.indexOf(cursor.history) + 1];
  return beginning(next, window.sinceMs, window.assets);
}

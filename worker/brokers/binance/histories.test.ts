import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cursor, HISTORIES, type History } from './cursor.ts';
import { afterWindow, beginning, SOURCES, type Window, windowAt } from './histories.ts';
import { DAY_MS } from './movement-source.ts';

const SINCE = Date.UTC(2024, 0, 1);

/** Every window that is read of a history. `isCut` says of each whether it held more than came. */
function windowsOf(history: History, sinceMs: number, untilMs: number, isCut: (window: Window) => boolean) {
  const windows: (Window & { isCut: boolean })[] = [];
  let cursor: Cursor = beginning(history, sinceMs, []);
  while (cursor.stage === 'history' && cursor.history === history) {
    const window = windowAt(cursor, untilMs);
    const cut = isCut(window);
    windows.push({ ...window, isCut: cut });
    cursor = afterWindow(cursor, window, cut, { sinceMs, untilMs, assets: [] });
  }
  return { windows, next: cursor };
}

describe.each(HISTORIES)('the windows of %s', (history) => {
  const { longestMs, lookBackMs } = SOURCES[history];

  test('cover the time without a gap or an overlap, each as long as Binance allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 * DAY_MS }),
        fc.integer({ min: 3, max: 50 }),
        (length, busy) => {
          // Busy weeks hold more than a window gives.
          const week = 7 * DAY_MS;
          const isCut = ({ fromMs, toMs }: Window) =>
            toMs - fromMs > week && Math.floor(fromMs / week) % busy < 2;
          const { windows } = windowsOf(history, SINCE, SINCE + length, isCut);
          const read = windows.filter((window) => !window.isCut);
          expect(read[0]?.fromMs).toBe(SINCE - lookBackMs);
          expect(read.at(-1)?.toMs).toBe(SINCE + length);
          for (const [i, { fromMs, toMs }] of read.entries()) {
            expect(toMs).toBeGreaterThanOrEqual(fromMs);
            expect(toMs - fromMs).toBeLessThan(longestMs);
            if (i > 0) expect(fromMs).toBe((read[i - 1]?.toMs ?? 0) + 1);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('end, even where a single millisecond holds more than comes', () => {
    const isNear = ({ fromMs }: Window) => fromMs >= SINCE - 5;
    const { windows, next } = windowsOf(history, SINCE, SINCE + 5, isNear);
    expect(windows.length).toBeLessThan(200);
    expect(next.stage === 'history' && next.history).not.toBe(history);
  });
});

test('histories follow each other, and then come the products with all that was named', () => {
  const order: string[] = [];
  let cursor: Cursor = beginning(HISTORIES[0], SINCE, []);
  while (cursor.stage === 'history') {
    order.push(cursor.history);
    const untilMs = SINCE + 1;
    cursor = afterWindow(cursor, windowAt(cursor, untilMs), false, {
      sinceMs: SINCE,
      untilMs,
      assets: ['BTC'],
    });
  }
  expect(order).toEqual(['deposits', 'withdrawals', 'dividends', 'converts', 'dust']);
  expect(cursor).toEqual({ stage: 'products', assets: ['BTC'] });
});

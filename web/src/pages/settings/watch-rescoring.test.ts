import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchRescoring } from './watch-rescoring.ts';

const SETTINGS = { timezone: 'UTC', matching: 'fifo', riskPerTrade: null, digestByMail: true };

/** What the server says, one answer after the other; then nothing is gone over any more. */
let answers: (boolean | 'unavailable')[] = [];
let asked = 0;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  vi.stubGlobal('fetch', async () => {
    asked += 1;
    const rescoring = answers.shift() ?? false;
    if (rescoring === 'unavailable') throw new TypeError('Failed to fetch');
    return Response.json({ settings: SETTINGS, rescoring, sendsMail: true });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is under way as the page opens is told until it is over', async () => {
  answers = [true, 'unavailable'];
  const { rescoring } = createRoot(() => watchRescoring(true));
  await vi.advanceTimersByTimeAsync(8_900);
  expect(rescoring()).toBe(true);
  await vi.advanceTimersByTimeAsync(100);
  expect(rescoring()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(3);
});

test('what begins by saving is told until it is over', async () => {
  const { rescoring, tell } = createRoot(() => watchRescoring(false));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([rescoring(), asked]).toEqual([false, 0]);
  tell(true);
  expect(rescoring()).toBe(true);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(rescoring()).toBe(false);
});

test('nothing is asked for once the page is left', async () => {
  const leave = createRoot((dispose) => {
    watchRescoring(true);
    return dispose;
  });
  leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(0);
});

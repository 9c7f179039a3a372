import { expect, test } from 'vitest';
import { BEGINNING, syncWindow } from './sync-window.ts';

const DAY_MS = 24 * 3_600_000;
const now = new Date('2026-11-28T12:00:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
const iso = (days: number) => daysAgo(days).toISOString();

test('a connection that was never read is read for 30 days', () => {
  const fresh = { syncedAt: null, historySince: null, historyComplete: false };
  expect(syncWindow(fresh, now)).toEqual({ since: iso(30), until: iso(0) });
});

test('one whose books explain what the broker holds is read from three days before the last time', () => {
  const known = { syncedAt: daysAgo(0.01), historySince: daysAgo(30), historyComplete: true };
  expect(syncWindow(known, now)).toEqual({ since: iso(3.01), until: iso(0) });
});

test('one whose books do not is read four times as far back, and what is known is not read again', () => {
  const open = { syncedAt: daysAgo(0.01), historySince: daysAgo(30), historyComplete: false };
  expect(syncWindow(open, now)).toEqual({
    since: iso(120),
    until: iso(0),
    covered: { since: iso(30), until: iso(3.01) },
  });
});

test('one that was read to the beginning is read no further, whatever is left unexplained', () => {
  const whole = { syncedAt: daysAgo(0.01), historySince: new Date(BEGINNING), historyComplete: false };
  expect(syncWindow(whole, now)).toEqual({ since: iso(3.01), until: iso(0) });
});

test('the past ends where nothing was traded yet, within four steps', () => {
  let historySince = daysAgo(30);
  const reached = Array.from({ length: 4 }, () => {
    const { since } = syncWindow({ syncedAt: now, historySince, historyComplete: false }, now);
    historySince = new Date(since);
    return since;
  });
  expect(reached.at(-1)).toBe(BEGINNING);
});

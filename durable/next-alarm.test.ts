import { expect, test } from 'vitest';
import { EVENT_LIFE_MS } from '../contracts/feed.ts';
import { nextAlarm, SOCKET_LIFE_MS } from './next-alarm.ts';

const NOW = Date.UTC(2026, 10, 20);
const DAY_MS = 24 * 3_600_000;

test.each([
  ['nothing is there', { oldestSocketAt: null, oldestEventAt: null }, null],
  ['a socket is open', { oldestSocketAt: NOW - 1_000, oldestEventAt: null }, NOW - 1_000 + SOCKET_LIFE_MS],
  ['an event is young', { oldestSocketAt: null, oldestEventAt: NOW }, NOW + EVENT_LIFE_MS],
  [
    'an event has an hour left',
    { oldestSocketAt: null, oldestEventAt: NOW + 3_600_000 - EVENT_LIFE_MS },
    NOW + DAY_MS,
  ],
  ['a socket ends before an event', { oldestSocketAt: NOW, oldestEventAt: NOW }, NOW + SOCKET_LIFE_MS],
])('when %s', (_, ages, at) => {
  expect(nextAlarm(ages, NOW)).toBe(at);
});

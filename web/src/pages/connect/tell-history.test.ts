import { expect, test } from 'vitest';
import { isWhole, tellHistory, WHOLE_HISTORY_SINCE } from './tell-history.ts';

const SINCE = '2025-03-03T10:00:00.000Z';

test('history that explains what the broker holds says so', () => {
  expect(tellHistory({ since: SINCE, complete: true }, 'Coinbase', 'UTC')).toBe(
    'Everything since 3 Mar 2025 was read, and it explains what Coinbase holds.',
  );
});

test('history that is too short says that the rest follows, and what is missing until then', () => {
  expect(tellHistory({ since: SINCE, complete: false }, 'Coinbase', 'UTC')).toContain(
    'What is older follows by itself, step by step; until then some sales have no known cost.',
  );
});

test('a whole history that explains too little points elsewhere', () => {
  expect(tellHistory({ since: WHOLE_HISTORY_SINCE, complete: false }, 'Binance', 'UTC')).toBe(
    'Your whole history was read. It does not explain all that Binance holds: some of it came from elsewhere.',
  );
});

test('the day is that of the trader’s own clock', () => {
  const lateEvening = '2025-03-03T23:30:00.000Z';
  expect(tellHistory({ since: lateEvening, complete: true }, 'Coinbase', 'Europe/Berlin')).toContain(
    '4 Mar 2025',
  );
});

test('only what reaches back to the beginning is whole', () => {
  expect([isWhole(null), isWhole(SINCE), isWhole(WHOLE_HISTORY_SINCE)]).toEqual([false, false, true]);
});

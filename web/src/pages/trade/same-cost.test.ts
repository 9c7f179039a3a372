import { expect, test } from 'vitest';
import { isSameCost } from './same-cost.ts';

const entered = { unitCost: '100', acquiredAt: '2026-03-01T12:00:30.000Z' };

test.each([
  ['100', '2026-03-01T13:00', true],
  ['100.00', '2026-03-01T13:00', true],
  ['100.01', '2026-03-01T13:00', false],
  ['100', '2026-03-01T13:01', false],
  ['100', '', false],
])('%s, bought %s, is what was entered: %s', (price, bought, same) => {
  expect(isSameCost(entered, price, bought, 'Europe/Berlin')).toBe(same);
});

test('a cost without a day is the same without one', () => {
  expect(isSameCost({ ...entered, acquiredAt: null }, '100', '', 'UTC')).toBe(true);
  expect(isSameCost(undefined, '100', '', 'UTC')).toBe(false);
});

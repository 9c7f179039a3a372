import { expect, it } from 'vitest';
import { formatPlainDay, formatWeek } from './weeks.ts';

it('a week is told from its Monday to its Sunday, on its own clock', () => {
  expect(formatWeek('2026-11-15T23:00:00.000Z', '2026-11-22T23:00:00.000Z', 'Europe/Berlin')).toBe(
    '16 – 22 November 2026',
  );
  expect(formatWeek('2026-12-28T00:00:00.000Z', '2027-01-04T00:00:00.000Z', 'UTC')).toBe(
    '28 December 2026 – 3 January 2027',
  );
});

it('a day is told with its weekday', () => {
  expect(formatPlainDay('2026-11-16')).toBe('Mon 16 Nov');
});

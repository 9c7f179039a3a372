import { expect, it } from 'vitest';
import { formatBriefly } from './brief-time.ts';

it('a date has its year where that is not this one, on the trader’s own clock', () => {
  const newYearInTokyo = Date.parse('2025-12-31T18:00:00Z');
  const told = (ts: string, timeZone: string) => formatBriefly(ts, timeZone, newYearInTokyo);
  expect(told('2025-03-03T14:05:00.000Z', 'UTC')).toBe('3 Mar, 14:05');
  expect(told('2025-03-03T14:05:00.000Z', 'Asia/Tokyo')).toBe('3 Mar 2025');
  expect(told('2025-12-31T15:30:00.000Z', 'Asia/Tokyo')).toBe('1 Jan, 00:30');
});

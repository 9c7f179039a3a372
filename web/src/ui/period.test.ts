import { describe, expect, it } from 'vitest';
import { periodStart, readPeriod } from './period.ts';

const LATE_IN_BERLIN = Date.parse('2026-03-31T22:30:00Z');

describe('the period of a report', () => {
  it('counts today, on the trader’s own clock, as one of its days', () => {
    expect(periodStart('7d', 'Europe/Berlin', LATE_IN_BERLIN)).toBe('2026-03-25T23:00:00.000Z');
    expect(periodStart('7d', 'UTC', LATE_IN_BERLIN)).toBe('2026-03-25T00:00:00.000Z');
  });

  it('begins at midnight before and after the clocks change', () => {
    expect(periodStart('30d', 'Europe/Berlin', LATE_IN_BERLIN)).toBe('2026-03-02T23:00:00.000Z');
    expect(periodStart('90d', 'America/New_York', LATE_IN_BERLIN)).toBe('2026-01-01T05:00:00.000Z');
  });

  it('is the year of the trader’s own calendar', () => {
    const newYearInTokyo = Date.parse('2025-12-31T18:00:00Z');
    expect(periodStart('year', 'Asia/Tokyo', newYearInTokyo)).toBe('2025-12-31T15:00:00.000Z');
    expect(periodStart('year', 'UTC', newYearInTokyo)).toBe('2025-01-01T00:00:00.000Z');
  });

  it('is all time, without a beginning, where the address says nothing known', () => {
    expect([readPeriod(undefined), readPeriod('forever'), readPeriod('90d')]).toEqual(['all', 'all', '90d']);
    expect(periodStart('all', 'UTC', LATE_IN_BERLIN)).toBeUndefined();
  });
});

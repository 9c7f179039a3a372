import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, dayOf, daysSinceMonday, endOfDay, startOfDay } from './days.ts';

describe('a calendar day in the trader’s time zone', () => {
  it('begins at its own midnight', () => {
    expect(startOfDay('2026-01-15', 'Europe/Berlin')).toBe('2026-01-14T23:00:00.000Z');
    expect(startOfDay('2026-07-15', 'America/New_York')).toBe('2026-07-15T04:00:00.000Z');
    expect(startOfDay('2026-07-15', 'Asia/Kolkata')).toBe('2026-07-14T18:30:00.000Z');
  });

  it('lasts 23 hours when the clocks go forward and 25 when they go back', () => {
    const hours = (day: string) =>
      (Date.parse(endOfDay(day, 'Europe/Berlin') ?? '') +
        1 -
        Date.parse(startOfDay(day, 'Europe/Berlin') ?? '')) /
      3_600_000;
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25]);
  });

  it('begins when the clocks go forward over midnight, west and east of UTC', () => {
    expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
    expect(endOfDay('2026-09-05', 'America/Santiago')).toBe('2026-09-06T03:59:59.999Z');
    expect(startOfDay('2026-04-24', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z');
  });

  it('is found from an instant', () => {
    expect(dayOf('2026-03-01T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-02');
    expect(dayOf(Date.UTC(2026, 2, 1, 3, 30), 'America/New_York')).toBe('2026-02-28');
  });

  it('is undefined where the text is no day', () => {
    expect(startOfDay('yesterday', 'UTC')).toBeUndefined();
    expect(endOfDay('2026-13-45', 'UTC')).toBeUndefined();
  });
});

describe('the days of the calendar', () => {
  it('are counted, so that none is lost when the clocks change', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(dayNumber('2026-03-30') - dayNumber('2026-03-28')).toBe(2);
    expect(dayNumber('yesterday')).toBeNaN();
  });

  it('begin their week on Monday', () => {
    expect(['2026-03-02', '2026-03-04', '2026-03-08'].map(daysSinceMonday)).toEqual([0, 2, 6]);
  });
});

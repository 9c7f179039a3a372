import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openZone } from './local-time.ts';
import { endedWeek, startOfLocalDay, weekBefore, weekOf } from './local-week.ts';

const HOUR_MS = 3_600_000;
const at = (text: string) => Date.parse(text);
const told = ({ start, end }: { start: number; end: number }) => [
  new Date(start).toISOString(),
  new Date(end).toISOString(),
];

/** Among them zones whose clocks change at midnight, on whatever day of the week (Tehran), and one that skipped a day (Apia). */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Havana',
  'America/Asuncion',
  'America/Sao_Paulo',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
];
const anyTime = fc.integer({ min: at('2009-01-01'), max: at('2031-01-01') });

describe('a week', () => {
  it.each(ZONES)('in %s holds its time, begins on a Monday and ends before the next one', (timezone) => {
    const zone = openZone(timezone);
    fc.assert(
      fc.property(anyTime, (ts) => {
        const { start, end } = weekOf(zone, ts);
        expect(start).toBeLessThanOrEqual(ts);
        expect(end).toBeGreaterThan(ts);
        expect(zone.dayOf(start)).toBe(zone.mondayOf(ts));
        expect([zone.weekdayOf(start), zone.weekdayOf(start - 1)]).toEqual([1, 7]);
        expect([zone.weekdayOf(end), zone.weekdayOf(end - 1)]).toEqual([1, 7]);
        expect(zone.mondayOf(end - 1)).toBe(zone.mondayOf(start));
      }),
      { numRuns: 200 },
    );
  });

  it.each(ZONES)(
    'in %s leaves no instant out and has none twice: it ends where the next begins',
    (timezone) => {
      const zone = openZone(timezone);
      fc.assert(
        fc.property(anyTime, (ts) => {
          const week = weekOf(zone, ts);
          expect(weekOf(zone, week.end).start).toBe(week.end);
          expect(weekBefore(zone, week)).toEqual(weekOf(zone, week.start - 1));
          expect(endedWeek(zone, ts)).toEqual(weekBefore(zone, week));
        }),
        { numRuns: 100 },
      );
    },
  );

  it('is an hour shorter where clocks go forward in it, and an hour longer where they go back', () => {
    const zone = openZone('Europe/Berlin');
    expect(told(weekOf(zone, at('2026-03-25T12:00:00Z')))).toEqual([
      '2026-03-22T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    expect(told(weekOf(zone, at('2026-10-21T12:00:00Z')))).toEqual([
      '2026-10-18T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('begins at one o’clock where Monday has no midnight, as in Tehran on 22 March 2021', () => {
    const zone = openZone('Asia/Tehran');
    const { start, end } = weekOf(zone, at('2021-03-24T12:00:00Z'));
    expect(new Date(start).toISOString()).toBe('2021-03-21T20:30:00.000Z');
    expect(zone.hourOf(start)).toBe(1);
    expect(end - start).toBe(7 * 24 * HOUR_MS - HOUR_MS);
  });

  it('has six days where one was skipped', () => {
    const { start, end } = weekOf(openZone('Pacific/Apia'), at('2011-12-28T12:00:00Z'));
    expect((end - start) / HOUR_MS).toBe(6 * 24);
  });

  it('is over at the instant at which it ends, and not a millisecond before', () => {
    const zone = openZone('Europe/Berlin');
    const monday = at('2026-11-22T23:00:00Z');
    expect(endedWeek(zone, monday).end).toBe(monday);
    expect(endedWeek(zone, monday - 1).end).toBe(at('2026-11-15T23:00:00Z'));
  });
});

it('a day that was skipped begins with the one after it', () => {
  const zone = openZone('Pacific/Apia');
  const skipped = at('2011-12-30T00:00:00Z') / (24 * HOUR_MS);
  expect(zone.dayOf(startOfLocalDay(zone, skipped))).toBe('2011-12-31');
});

import { describe, expect, it } from 'vitest';
import { layMonths, stepDay, strengthOf } from './calendar-layout.ts';

describe('a calendar of results', () => {
  it('begins each week on Monday and leaves the days of other months blank', () => {
    const [march] = layMonths('2026-03-09', '2026-03-20');
    expect(march?.weeks).toHaveLength(6);
    expect(march?.weeks[0]).toEqual([null, null, null, null, null, null, '2026-03-01']);
    expect(march?.weeks[5]).toEqual(['2026-03-30', '2026-03-31', null, null, null, null, null]);
  });

  it('knows a month that fits in four weeks and a leap day', () => {
    expect(layMonths('2027-02-01', '2027-02-01')[0]?.weeks).toHaveLength(4);
    expect(layMonths('2028-02-01', '2028-02-01')[0]?.weeks.flat()).toContain('2028-02-29');
  });

  it('runs over the turn of a year', () => {
    expect(layMonths('2025-11-30', '2026-02-01').map(({ month }) => month)).toEqual([
      '2025-11-01',
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
    ]);
  });

  it('colours a gain and a loss of one size equally strong', () => {
    expect([strengthOf(-100, 100), strengthOf(100, 100)]).toEqual([4, 4]);
    expect([0, 1, 20, 40].map((net) => strengthOf(net, 100))).toEqual([0, 1, 2, 3]);
    expect(strengthOf(0, 0)).toBe(0);
  });
});

describe('the keys of the calendar', () => {
  const days = ['2026-03-02', '2026-03-03', '2026-03-09', '2026-03-20'];

  it('go to the next day that has fills', () => {
    expect(stepDay(days, '2026-03-03', 'ArrowRight')).toBe('2026-03-09');
    expect(stepDay(days, '2026-03-09', 'ArrowLeft')).toBe('2026-03-03');
  });

  it('go a week up and down, or further where that week has none', () => {
    expect(stepDay(days, '2026-03-02', 'ArrowDown')).toBe('2026-03-09');
    expect(stepDay(days, '2026-03-09', 'ArrowDown')).toBe('2026-03-20');
    expect(stepDay(days, '2026-03-20', 'ArrowUp')).toBe('2026-03-09');
  });

  it('stop at both ends', () => {
    expect(stepDay(days, '2026-03-20', 'ArrowRight')).toBeUndefined();
    expect(stepDay(days, '2026-03-02', 'ArrowUp')).toBeUndefined();
    expect([stepDay(days, '2026-03-03', 'Home'), stepDay(days, '2026-03-03', 'End')]).toEqual([
      '2026-03-02',
      '2026-03-20',
    ]);
  });

  it('leave other keys alone', () => {
    expect(stepDay(days, '2026-03-03', 'a')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { instantOf, wallTimeOf } from './wall-clock.ts';

describe('a time typed on the trader’s own clock', () => {
  it('is an instant, summer and winter', () => {
    expect(instantOf('2026-01-15T14:30', 'Europe/Berlin')).toBe('2026-01-15T13:30:00.000Z');
    expect(instantOf('2026-07-15T14:30', 'America/New_York')).toBe('2026-07-15T18:30:00.000Z');
    expect(instantOf('2026-07-15T00:10', 'Asia/Kolkata')).toBe('2026-07-14T18:40:00.000Z');
  });

  it('holds just before and after the clocks change', () => {
    expect(instantOf('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
    expect(instantOf('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('reads back as it was typed', () => {
    const ts = instantOf('2026-10-25T03:30', 'Europe/Berlin') ?? '';
    expect(wallTimeOf(ts, 'Europe/Berlin')).toBe('2026-10-25T03:30');
  });

  it('is nothing where it is no date and time', () => {
    expect(instantOf('', 'UTC')).toBeUndefined();
    expect(instantOf('2026-13-45T10:00', 'UTC')).toBeUndefined();
  });
});

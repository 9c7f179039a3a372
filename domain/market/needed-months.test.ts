import { expect, it } from 'vitest';
import { monthBefore, monthEnd, monthOf, monthStart, monthsFor } from './needed-months.ts';

const at = (text: string) => Date.parse(text);
const moment = (ts: number) => ({ ts, fromMs: ts, untilMs: ts });

it('knows months by UTC, also across years and leap days', () => {
  expect(monthOf(at('2025-12-31T23:59:59.999Z'))).toBe('2025-12');
  expect(monthStart('2026-01')).toBe(at('2026-01-01T00:00:00Z'));
  expect(monthEnd('2025-12')).toBe(at('2026-01-01T00:00:00Z'));
  expect(monthEnd('2024-02') - monthStart('2024-02')).toBe(29 * 86_400_000);
  expect(monthBefore('2026-01')).toBe('2025-12');
});

it('wants the month of a fill and the one before', () => {
  expect(monthsFor(moment(at('2026-01-15T10:00:00Z')))).toEqual(['2025-12', '2026-01']);
  expect(monthsFor(moment(at('2026-01-01T00:00:00Z')))).toEqual(['2025-12', '2026-01']);
});

it('wants every month that it was held, and those of hindsight up to their last whole hour', () => {
  const ts = at('2026-03-10T10:00:00Z');
  expect(monthsFor({ ...moment(ts), fromMs: at('2025-11-30T23:00:00Z') })).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
  expect(monthsFor({ ...moment(ts), untilMs: at('2026-04-01T00:00:00Z') })).toEqual(['2026-02', '2026-03']);
  expect(monthsFor({ ...moment(ts), untilMs: at('2026-04-01T01:00:00Z') })).toEqual([
    '2026-02',
    '2026-03',
    '2026-04',
  ]);
});

import { expect, test } from 'vitest';
import { monthEnd, monthOf, monthsBetween } from './months.ts';

test('months are those of UTC, the end not included', () => {
  const at = (text: string) => Date.parse(text);
  expect(monthsBetween(at('2025-12-31T23:00:00Z'), at('2026-02-01T00:00:00Z'))).toEqual([
    '2025-12',
    '2026-01',
  ]);
  expect(monthsBetween(at('2026-02-01T00:00:00Z'), at('2026-02-01T00:00:01Z'))).toEqual(['2026-02']);
  expect(monthsBetween(at('2026-02-01T00:00:00Z'), at('2026-02-01T00:00:00Z'))).toEqual([]);
  expect(monthOf(monthEnd('2024-02') - 1)).toBe('2024-02');
});

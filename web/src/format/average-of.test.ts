import { expect, it, test } from 'vitest';
import { averageOf } from './average-of.ts';

test.each([
  ['-1658.91', 41, '-40.46121951'],
  ['100', 4, '25'],
  ['-0.00000004', 18, '0'],
])('%s over %i is %s', (total, count, average) => {
  expect(averageOf(total, count)).toBe(average);
});

it('keeps what a float would lose', () => {
  expect(averageOf('18014398509481986.02', 2)).toBe('9007199254740993.01');
});

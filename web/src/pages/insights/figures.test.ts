import { expect, it } from 'vitest';
import { formatFigure, formatInterval, formatRatio } from './figures.ts';

it('tells a ratio by two digits that count', () => {
  expect([0.8333, 1.004, 1.62, 12.4, 0].map(formatRatio)).toEqual(['0.83', '1', '1.6', '12', '0']);
});

it('tells a difference of shares in points, with its sign and without a negative nothing', () => {
  expect([0.131, -0.04, -0.0001].map((value) => formatFigure('difference', value))).toEqual([
    '+13.1 points',
    '−4 points',
    '0 points',
  ]);
});

it('tells an interval with its unit once', () => {
  expect(formatInterval('difference', -0.02, 0.2)).toBe('−2 to +20 points');
  expect(formatInterval('ratio', 0.83, 1.92)).toBe('0.83 to 1.9');
});

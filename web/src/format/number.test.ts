import { expect, it } from 'vitest';
import { formatNumber, formatShare } from './number.ts';

it('writes a true minus, and none before what is rounded to nothing', () => {
  const options = { maximumFractionDigits: 1 };
  expect([-1234.56, -0.04, 0.04].map((value) => formatNumber(value, options))).toEqual([
    '−1,234.6',
    '0',
    '0',
  ]);
  expect(formatNumber('-0')).toBe('0');
});

it('tells a small share finer than a large one', () => {
  expect([0.0521, 0.0032, 0.338, 1, 0].map(formatShare)).toEqual(['5.2%', '0.32%', '34%', '100%', '0%']);
});

it('tells what a float leaves of nothing as nothing', () => {
  expect([2.3e-17, 0.0004, 0.00004].map(formatShare)).toEqual(['0%', '0.04%', '0%']);
});

import { expect, test } from 'vitest';
import { mannWhitneyP } from './mann-whitney.ts';

const ramp = (from: number) => Array.from({ length: 30 }, (_, index) => from + index);

test('samples of one distribution are probable', () => {
  expect(mannWhitneyP(ramp(0), ramp(0))).toBeCloseTo(1, 6);
});

test('samples that lie apart are not', () => {
  expect(mannWhitneyP(ramp(0), ramp(25))).toBeLessThan(1e-6);
});

test('agrees with the approximation reckoned with an exact error function', () => {
  // U = 9 by hand; z = (|9 - 12.5| - 0.5) / sqrt(25 / 12 * 11) = 0.6267.
  expect(mannWhitneyP([1.1, 2.2, 3.3, 4.4, 5.5], [2, 3, 4, 6, 7])).toBeCloseTo(0.5309, 3);
});

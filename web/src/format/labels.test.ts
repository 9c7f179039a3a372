import { expect, it } from 'vitest';
import { formatConfidence } from './labels.ts';

it('never tells of a confidence of a hundred percent', () => {
  expect([0.704, 0.994, 0.999, 1].map(formatConfidence)).toEqual(['70%', '99%', '99%', '99%']);
});

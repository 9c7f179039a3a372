import { expect, it } from 'vitest';
import { LabelSchema } from '../../contracts/labels.ts';
import { LABELS } from './labels.ts';

it('labels come in the order of the contract, and none is missing', () => {
  expect(LABELS).toEqual(LabelSchema.options);
});

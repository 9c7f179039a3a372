import { expect, test } from 'vitest';
import type { PreviewedRow } from '../../../../../contracts/imports.ts';
import { tellPreview } from './tell-preview.ts';

const READ: PreviewedRow = {
  line: 2,
  movement: { ts: '2025-03-03T10:00:00.000Z', kind: 'reward', asset: 'ETH', qty: '0.1' },
};
const REJECTED: PreviewedRow = { line: 3, rejected: 'the price is no number' };

test('rows that can all be read are told as such', () => {
  expect(tellPreview([READ, READ], 2)).toBe('All of the first 2 rows can be read.');
  expect(tellPreview([READ], 1)).toBe('The first row can be read.');
});

test('rejected rows among the first are counted', () => {
  expect(tellPreview([READ, REJECTED, READ], 3)).toContain('2 of the first 3 rows can be read');
  expect(tellPreview([REJECTED, REJECTED], 2)).toContain('None of the first 2 rows');
});

test('a file without rows says so', () => {
  expect(tellPreview([], 0)).toBe('The file has no rows.');
  expect(tellPreview([], 4)).toContain('Nothing in the first rows is a trade');
});

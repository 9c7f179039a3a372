import { expect, test } from 'vitest';
import { pastTheStream } from './past-the-stream.ts';

test('an empty stream leads to Connect only where there are no trades', () => {
  expect(pastTheStream(undefined)).toBe('no-trades');
  expect(pastTheStream({ labels: [] })).toBe('not-read');
  expect(pastTheStream({ labels: [{ label: 'FOMO', confidence: 0.8 }] })).toBe('older');
});

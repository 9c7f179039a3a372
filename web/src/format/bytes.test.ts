import { expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';

it.each([
  [0, '1 kB'],
  [900, '1 kB'],
  [12_400, '12 kB'],
  [1_440_000, '1.4 MB'],
  [25_600_000, '26 MB'],
  [3_100_000_000, '3.1 GB'],
])('%i bytes are told as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

import { expect, test } from 'vitest';
import { endOfLastLine, headOf } from './file-head.ts';

test('what follows the last line feed is left out', () => {
  expect(endOfLastLine(new TextEncoder().encode('a,b\n1,2\n3,'))).toBe(8);
});

test('a line feed of UTF-16 is kept whole, in either order of bytes', () => {
  const little = Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x62, 0);
  expect(endOfLastLine(little)).toBe(6);
  const big = Uint8Array.of(0xfe, 0xff, 0, 0x61, 0, 0x0a, 0, 0x62);
  expect(endOfLastLine(big)).toBe(6);
});

test('a small file goes as it is, a large one by its head', async () => {
  const small = new File(['a\n'], 'a.csv');
  expect(await headOf(small)).toBe(small);
  const large = new File(['0123456789\n'.repeat(40_000)], 'b.csv');
  const head = await headOf(large);
  if (head === null) throw new Error('It can be read.');
  expect(head.size).toBeLessThanOrEqual(256 * 1024);
  expect((await head.text()).endsWith('9\n')).toBe(true);
  expect(head.name).toBe('b.csv');
});

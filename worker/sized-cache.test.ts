import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SizedCache } from './sized-cache.ts';

test('keeps what was used last, and gives up the rest for room', () => {
  const cache = new SizedCache<string>(30);
  cache.set('a', 'A', 10);
  cache.set('b', 'B', 10);
  cache.set('c', 'C', 10);
  expect(cache.get('a')).toBe('A');
  cache.set('d', 'D', 10);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C', 'D']);
});

test('keeps nothing that alone is larger than it', () => {
  const cache = new SizedCache<string>(30);
  cache.set('a', 'A', 10);
  cache.set('b', 'B', 31);
  expect([cache.get('a'), cache.get('b')]).toEqual(['A', undefined]);
});

test('never holds more than it may, whatever is put into it', () => {
  const entry = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 40 }));
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const cache = new SizedCache<number>(50);
      for (const [key, bytes] of entries) cache.set(key, bytes, bytes);
      const held = ['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(key) ?? 0);
      expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(50);
      const [key, bytes] = entries.at(-1) ?? [];
      if (key && bytes !== undefined) expect(cache.get(key)).toBe(bytes);
    }),
  );
});

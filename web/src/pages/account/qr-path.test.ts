import fc from 'fast-check';
import { expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

/** Fills what a path of such rectangles covers. */
function fill(path: string, width: number, height: number): boolean[][] {
  const modules = Array.from({ length: height }, () => Array.from({ length: width }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  }
  return modules;
}

it('covers the dark modules and no other', () => {
  const row = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (modules) => {
      expect(fill(qrPath(modules), 6, modules.length)).toEqual(modules);
    }),
  );
});

it('is one rectangle for a run', () => {
  expect(qrPath([[true, true, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1z');
  expect(qrPath([[false]])).toBe('');
});

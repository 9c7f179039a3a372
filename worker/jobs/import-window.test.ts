import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covering, windowLeft } from './import-window.ts';
import type { Window } from './params.ts';

const at = (day: number) => new Date(Date.UTC(2026, 10, day)).toISOString();
const days = (since: number, until: number): Window => ({ since: at(since), until: at(until) });

test.each([
  ['nothing was read', days(1, 20), undefined, days(1, 20)],
  ['all was read', days(1, 20), days(1, 20), null],
  ['a request came later', days(1, 21), days(1, 20), days(20, 21)],
  ['a request reaches further back', days(1, 20), days(5, 20), days(1, 5)],
  ['a request reaches further on both sides', days(1, 21), days(5, 20), days(1, 5)],
] as const)('when %s', (_, wanted, covered, left) => {
  expect(windowLeft({ ...wanted, covered })).toEqual(left);
});

test('however requests widen it meanwhile, reading what is left covers what is wanted', () => {
  const day = fc.integer({ min: 1, max: 28 });
  fc.assert(
    fc.property(fc.array(fc.tuple(day, day), { minLength: 1, maxLength: 8 }), (requests) => {
      let wanted: Window | undefined;
      let covered: Window | undefined;
      for (const [a, b] of requests) {
        wanted = covering(wanted, days(Math.min(a, b), Math.max(a, b)));
        for (let reads = 0; reads < 2; reads += 1) {
          const left = windowLeft({ ...wanted, covered });
          if (left) covered = covering(covered, left);
        }
        expect(covered).toEqual(wanted);
        expect(windowLeft({ ...wanted, covered })).toBeNull();
      }
    }),
  );
});

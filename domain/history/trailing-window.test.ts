import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTrailingWindow } from './trailing-window.ts';

function windowOf(size: number, values: readonly (number | null)[]) {
  const window = openTrailingWindow(size);
  for (const value of values) window.add(value);
  return window;
}

describe('a trailing window', () => {
  it('has the median, the percentiles and the spread of its last values', () => {
    const window = windowOf(5, [1000, 1, 2, 3, 4, 10]);
    expect(window.count()).toBe(5);
    expect(window.quantile(0.5)).toBe(3);
    // Type 7: place 0.9 × 4 = 3.6, so 4 + 0.6 × (10 − 4).
    expect(window.quantile(0.9)).toBeCloseTo(7.6, 12);
    expect(window.quantile(0.1)).toBeCloseTo(1.4, 12);
    expect(window.mean()).toBe(4);
    // (9 + 4 + 1 + 0 + 36) / 4 = 12.5
    expect(window.deviation()).toBeCloseTo(Math.sqrt(12.5), 12);
  });

  it('has the mean of the two middle values as the median of an even number', () => {
    expect(windowOf(10, [4, 1, 3, 2]).quantile(0.5)).toBe(2.5);
  });

  it('has no percentile without a value', () => {
    expect(openTrailingWindow(3).quantile(0.5)).toBeNull();
    expect(windowOf(3, [null]).quantile(0.5)).toBeNull();
  });

  it('lets a missing value take a place without counting it', () => {
    const window = windowOf(3, [5, null, 7]);
    expect(window.count()).toBe(2);
    window.add(9);
    expect([window.count(), window.quantile(0)]).toEqual([2, 7]);
  });

  it('leaves a slot alone that it has left behind', () => {
    const window = openTrailingWindow(2);
    const slot = window.add(1);
    window.add(2);
    window.add(3);
    window.change(slot, 100);
    expect([window.count(), window.quantile(0), window.quantile(1)]).toEqual([2, 2, 3]);
  });

  it('holds what a plain list of the last values would, whatever is added and changed', () => {
    const value = fc.option(fc.integer({ min: -5, max: 5 }));
    const step = fc.record({ value, back: fc.nat(12), changes: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 60 }), (size, steps) => {
        const window = openTrailingWindow(size);
        const all: (number | null)[] = [];
        for (const one of steps) {
          const slot = all.length - 1 - one.back;
          if (one.changes && slot >= 0) {
            window.change(slot, one.value);
            if (slot >= all.length - size) all[slot] = one.value;
          } else {
            expect(window.add(one.value)).toBe(all.length);
            all.push(one.value);
          }
        }
        const left = all.slice(-size).filter((kept) => kept !== null);
        left.sort((a, b) => a - b);
        expect(window.count()).toBe(left.length);
        expect(
          left.map((_, i) => window.quantile(left.length === 1 ? 0 : i / (left.length - 1)) ?? Number.NaN),
        ).toEqual(left.map((kept) => expect.closeTo(kept, 9)));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { fractionOf, nearestIndex, roundTicks } from './scale.ts';

describe('a scale', () => {
  it('runs from 0 at the lowest value to 1 at the highest', () => {
    expect([-50, 0, 150].map((value) => fractionOf(value, -50, 150))).toEqual([0, 0.25, 1]);
  });

  it('puts everything in the middle where nothing differs', () => {
    expect(fractionOf(7, 7, 7)).toBe(0.5);
  });

  it('is marked at round values, zero among them', () => {
    expect(roundTicks(-312, 840, 4)).toEqual([0, 500]);
    expect(roundTicks(-40, 95, 4)).toEqual([0, 50]);
    expect(roundTicks(-120, 95, 5)).toEqual([-100, -50, 0, 50]);
  });

  it('marks fractions without the drift of floats', () => {
    expect(roundTicks(0, 0.5, 5)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  });

  it('has one mark where it has no length', () => {
    expect(roundTicks(3, 3, 4)).toEqual([3]);
  });
});

describe('the place nearest to a pointer', () => {
  it('is found before, between and after the places', () => {
    expect([-1, 0.24, 0.26, 9].map((x) => nearestIndex([0, 0.5, 1], x))).toEqual([0, 0, 1, 2]);
  });

  it('is none where there are none', () => {
    expect(nearestIndex([], 0.5)).toBe(-1);
  });
});

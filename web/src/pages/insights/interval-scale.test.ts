import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { couldBeChance, moneyAxis, placeInterval } from './interval-scale.ts';

describe('the place of a figure on its bar', () => {
  it('is the middle at the neutral value', () => {
    expect(placeInterval('ratio', { value: 1 }).value).toBe(0.5);
    expect(placeInterval('difference', { value: 0 }).value).toBe(0.5);
  });

  it('is as far from the middle for half as for twice', () => {
    const twice = placeInterval('ratio', { value: 2, low: 0.25, high: 4 });
    const half = placeInterval('ratio', { value: 0.5, low: 0.25, high: 4 });
    expect(twice.value - 0.5).toBeCloseTo(0.5 - half.value);
    expect(twice.value).toBeGreaterThan(0.6);
  });

  it('stays near the middle for a small departure from it', () => {
    expect(placeInterval('ratio', { value: 1.05 }).value).toBeCloseTo(0.53, 2);
    expect(placeInterval('difference', { value: -0.01 }).value).toBeCloseTo(0.457, 2);
  });

  it('is the bar’s end for a ratio of nothing', () => {
    expect(placeInterval('ratio', { value: 0.4, low: 0, high: 0.9 }).low).toBe(0);
  });

  it('is the share itself for a share', () => {
    expect(placeInterval('share', { value: 0.31, low: 0.2, high: 0.43 })).toEqual({
      value: 0.31,
      low: 0.2,
      high: 0.43,
    });
  });

  it('lies on the bar and in order, whatever the figures', () => {
    const figure = fc.double({ min: 0, max: 1e6, noNaN: true });
    const kind = fc.constantFrom('ratio', 'difference', 'share');
    fc.assert(
      fc.property(kind, fc.tuple(figure, figure, figure), (of, figures) => {
        const [low = 0, value = 0, high = 0] = figures.toSorted((a, b) => a - b);
        const at = placeInterval(of, { value, low, high });
        expect([at.low, at.value, at.high].every((place) => place >= 0 && place <= 1)).toBe(true);
        expect(at.low <= at.value && at.value <= at.high).toBe(true);
      }),
    );
  });
});

describe('the axis of money', () => {
  it('is one for all figures, and holds zero', () => {
    const place = moneyAxis([
      { value: -80, low: -100, high: -60 },
      { value: -5, low: -20, high: 0 },
    ]);
    expect(place(0)).toBe(1);
    expect(place(-57.5)).toBeCloseTo(0.5);
    expect(place(-100)).toBeGreaterThan(0);
  });

  it('has zero in the middle where there is nothing else', () => {
    expect(moneyAxis([{ value: 0 }])(0)).toBe(0.5);
  });
});

describe('chance', () => {
  it('could be it where the interval holds or touches the neutral value', () => {
    expect([couldBeChance(0.9, 1.4, 1), couldBeChance(1, 1.4, 1), couldBeChance(1.1, 1.4, 1)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

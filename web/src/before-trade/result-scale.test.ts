import { describe, expect, it } from 'vitest';
import { resultScale } from './result-scale.ts';

describe('the bar of results', () => {
  it('holds every result and zero, in their order', () => {
    const at = resultScale({ results: [-0.4, 0.02, 0.1], low: -0.4, high: 0.02 });
    const places = [-0.4, 0, 0.02, 0.1].map(at);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place > 0 && place < 1)).toBe(true);
  });

  it('has zero on it even where all results lie on one side of it', () => {
    expect(resultScale({ results: [0.2, 0.3], low: 0.2, high: 0.3 })(0)).toBeGreaterThan(0);
  });

  it('draws results that hardly differ close together', () => {
    const at = resultScale({ results: [0.001, 0.002], low: 0.001, high: 0.002 });
    expect(at(0.002) - at(0.001)).toBeLessThan(0.06);
  });
});

import { describe, expect, it, test } from 'vitest';
import { xorshift32 } from '../report/xorshift.ts';
import { medianInterval } from './median-interval.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

describe('the interval of a median', () => {
  // The ranks that tables of the binomial give for 95 %: Conover 1999, table A3.
  test.each([
    [6, 1, 6],
    [10, 2, 9],
    [15, 4, 12],
    [20, 6, 15],
    [25, 8, 18],
  ])('of %i values goes from the %i. to the %i.', (n, low, high) => {
    expect(medianInterval(upTo(n))).toMatchObject({ low, high });
  });

  it('is none of five values, however far apart they lie', () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeNull();
    expect(medianInterval([])).toBeNull();
  });

  it('has the median half-way between the two middle values of an even number', () => {
    expect(medianInterval(upTo(10))?.median).toBe(5.5);
    expect(medianInterval(upTo(11))?.median).toBe(6);
  });

  it('covers the middle of a population in 95 of 100 samples or more', () => {
    let state = 7;
    const draw = () => {
      state = xorshift32(state);
      return state;
    };
    const samples = Array.from({ length: 2000 }, () => medianInterval(Array.from({ length: 10 }, draw)));
    const covered = samples.filter((found) => found && found.low <= 0 && found.high >= 0).length;
    // By the theory 97.9 of 100.
    expect(covered / samples.length).toBeGreaterThan(0.965);
    expect(covered / samples.length).toBeLessThan(0.99);
  });
});

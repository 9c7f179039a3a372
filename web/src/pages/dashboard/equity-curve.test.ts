import { describe, expect, it } from 'vitest';
import { layEquity, placeFall } from './equity-curve.ts';

const TALLY = { fills: 1, trades: 1, wins: 1, losses: 0, breakEvens: 0, net: '0' };
const day = (date: string, cumulative: string) => ({ ...TALLY, day: date, cumulative });

describe('the curve of the result', () => {
  it('goes in steps, from zero at the left edge to its last value at the right one', () => {
    const { path } = layEquity(
      [day('2026-03-01', '100'), day('2026-03-04', '0')],
      '2026-03-01',
      '2026-03-04',
    );
    expect(path).toBe('M0 93.1H25V6.9H100V93.1H100');
  });

  it('places a day by its date, not by its number', () => {
    const days = [day('2026-03-01', '1'), day('2026-03-02', '2'), day('2026-03-10', '3')];
    expect(layEquity(days, '2026-03-01', '2026-03-10').points.map(({ x }) => x)).toEqual([0.1, 0.2, 1]);
  });

  it('shows zero even where every value lies below it', () => {
    const { zeroY, points } = layEquity(
      [day('2026-03-01', '-40'), day('2026-03-02', '-90')],
      '2026-03-01',
      '2026-03-02',
    );
    expect(zeroY).toBeLessThan(0.1);
    expect(points.map(({ y }) => y > zeroY)).toEqual([true, true]);
  });

  it('is a level line in the middle where nothing was won or lost', () => {
    const { zeroY, ticks } = layEquity([day('2026-03-01', '0')], '2026-03-01', '2026-03-01');
    expect(zeroY).toBe(0.5);
    expect(ticks).toEqual([{ value: 0, y: 0.5 }]);
  });
});

describe('the deepest fall', () => {
  it('lies between its peak and its trough', () => {
    expect(placeFall({ peak: '2026-03-02', trough: '2026-03-05' }, '2026-03-01', '2026-03-10')).toEqual({
      x: 0.2,
      width: 0.3,
    });
  });

  it('begins at the left edge where there was no high before it', () => {
    expect(placeFall({ peak: null, trough: '2026-03-05' }, '2026-03-01', '2026-03-10')).toEqual({
      x: 0,
      width: 0.5,
    });
  });

  it('is to be seen even where it took less than a day', () => {
    const fall = placeFall({ peak: '2026-03-05', trough: '2026-03-05' }, '2026-03-01', '2026-03-10');
    expect(fall.width).toBeGreaterThan(0);
    expect(fall.x + fall.width).toBeCloseTo(0.5);
  });
});

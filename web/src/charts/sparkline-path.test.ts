import { describe, expect, it } from 'vitest';
import { lastY, overallChange, sparklinePath } from './sparkline-path.ts';

describe('a sparkline', () => {
  it('runs from left to right, its lowest value at the bottom and its highest on top', () => {
    expect(sparklinePath([10, 20, 15], 100, 40)).toBe('M0 40L50 0L100 20');
    expect(lastY([10, 20, 15], 40)).toBe(20);
  });

  it('is a level line where nothing changed', () => {
    expect(sparklinePath([5, 5], 100, 40)).toBe('M0 20L100 20');
  });

  it('tells the change from its first value to its last', () => {
    expect(overallChange([100, 90, 125])).toBe(0.25);
    expect([overallChange([]), overallChange([3]), overallChange([0, 1])]).toEqual([null, null, null]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../contracts/features.ts';
import { conditionScale } from './condition-scale.ts';

const condition = (
  name: string,
  value: Condition['value'],
  threshold: Condition['threshold'],
): Condition => ({
  name,
  op: '>=',
  threshold,
  value,
  met: false,
});

describe('the bar of a condition', () => {
  it('is drawn between the bounds of a feature that has some', () => {
    expect(conditionScale(condition('RSI_14', 35, 70))).toEqual({ zero: 0, value: 0.35, threshold: 0.7 });
  });

  it('makes room for a value outside those bounds', () => {
    expect(conditionScale(condition('BB_pos', 1.6, 0.8))).toEqual({ zero: 0, value: 0.8, threshold: 0.4 });
  });

  it('runs to the left of zero for a loss', () => {
    expect(conditionScale(condition('pnl_exit', '-80', 0))).toEqual({ zero: 1, value: 0.2, threshold: 1 });
  });

  it('is not there for what is not known', () => {
    expect(conditionScale(condition('RSI_14', null, 70))).toBeNull();
  });

  it('is not there for a yes or no', () => {
    expect(conditionScale(condition('same_asset', 1, 1))).toBeNull();
  });

  it('keeps every mark on the bar', () => {
    const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom('RSI_14', 'gap_from_MA'), figure, figure, (name, value, threshold) => {
        for (const place of Object.values(conditionScale(condition(name, value, threshold)) ?? {})) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

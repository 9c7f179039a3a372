import type { Condition } from '../../../../contracts/features.ts';
import { featureBounds, isYesOrNo } from '../../format/features.ts';

/** Places on a bar, as fractions of its length. */
export interface Scale {
  /** Where zero lies: the bar of the value starts there. */
  zero: number;
  value: number;
  threshold: number;
}

/** Lays a condition's value and threshold out on one bar, between the feature's natural bounds where it has some. */
export function conditionScale(condition: Condition): Scale | null {
  const value = Number(condition.value);
  const { threshold } = condition;
  if (condition.value === null || !Number.isFinite(value) || isYesOrNo(condition.name)) return null;
  const [low, high] = featureBounds(condition.name) ?? [0, 0];
  const from = Math.min(low, outside(value, low, high), outside(threshold, low, high));
  const to = Math.max(high, outside(value, low, high), outside(threshold, low, high));
  const place = (x: number) => (to === from ? 0 : (x - from) / (to - from));
  return { zero: place(0), value: place(value), threshold: place(threshold) };
}

/** Room beyond a figure that lies outside the bounds, so that it does not stick to the end. */
const HEADROOM = 1.25;

function outside(x: number, low: number, high: number): number {
  return x < low || x > high ? x * HEADROOM : x;
}

import type { Condition } from '../../contracts/features.ts';
import type { Figure, UnknownReason } from '../features/unknown-reason.ts';

/** One threshold of a rule, as data. */
export type Criterion = {
  /** A feature, or a figure that the rule derives. */
  name: string;
  op: '>=' | '<=' | '<';
  threshold: number;
  /** How far past the threshold counts as one step of confidence, in the figure's unit. */
  scale: number;
};

/** A criterion held against a figure. */
export type Held = {
  condition: Condition;
  /** Steps past the threshold, negative if missed; null where the figure is not known. */
  margin: number | null;
  missing: UnknownReason | null;
};

/**
 * @param unit divides figure and threshold before the margin is scaled: money has no scale of its own, so a loss is
 * measured in parts of the trade's value. Whether the condition is met never depends on it.
 */
export function hold(criterion: Criterion, figure: Figure<number | string>, unit = 1): Held {
  const { name, op, threshold, scale } = criterion;
  if (!figure.known) {
    const condition = { name, op, threshold, value: null, met: false };
    return { condition, margin: null, missing: figure.reason };
  }
  const value = Number(figure.value);
  const past = op === '>=' ? value - threshold : threshold - value;
  const met = op === '<' ? past > 0 : past >= 0;
  const condition = { name, op, threshold, value: figure.value, met };
  return { condition, margin: past / unit / scale, missing: null };
}

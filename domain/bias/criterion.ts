import type { Condition, FeatureName } from '../../contracts/features.ts';
import type { Figure, UnknownReason } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';

/** One threshold of a rule, as data. */
export type Criterion = {
  /** A feature or a behaviour figure. */
  name: FeatureName | keyof BehaviourFigures;
  op: '>=' | '<=' | '<' | '>';
  threshold: number;
  /** How far past the threshold counts as one step of confidence, in the figure's unit. */
  scale: number;
  /** Of the criteria that name the same group one is enough. */
  either?: string;
  /**
   * The figure is money, which has no scale of its own: its margin is measured in parts of the trade's value. Whether the
   * condition is met never depends on it.
   */
  unit?: 'value';
  /** The threshold that everybody starts with, where the trader's own stands in its place. */
  prior?: number;
};

/** A criterion held against a figure. */
export type Held = {
  condition: Condition;
  /** Steps past the threshold, negative if missed; null where the figure is not known. */
  margin: number | null;
  missing: UnknownReason | null;
};

/** @param value of the trade, in the quote asset */
export function hold(criterion: Criterion, figure: Figure<number | string>, value: number): Held {
  const { name, op, threshold, scale, unit, prior, either } = criterion;
  const condition: Condition = { name, op, threshold, value: null, met: false };
  if (prior !== undefined) condition.prior = prior;
  if (either !== undefined) condition.either = either;
  if (!figure.known) {
    condition.reason = figure.reason;
    return { condition, margin: null, missing: figure.reason };
  }
  const number = Number(figure.value);
  const past = op === '>=' || op === '>' ? number - threshold : threshold - number;
  condition.value = figure.value;
  condition.met = op === '<' || op === '>' ? past > 0 : past >= 0;
  return { condition, margin: past / (unit === 'value' ? value : 1) / scale, missing: null };
}

/**
 * How clearly a rule is met, 0..1: the logistic of its smallest margin. At the threshold 0.5, one scale past it 0.73,
 * three scales 0.95; a rule is as sure as its weakest condition. Scales stand beside the thresholds of each label.
 * @param margins in scales, negative where a threshold is missed
 */
export function confidenceOf(margins: readonly number[]): number {
  return 1 / (1 + Math.exp(-Math.min(...margins)));
}

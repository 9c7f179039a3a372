import type { Thresholds } from '../../../../contracts/thresholds.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatFeature } from '../../format/features.ts';

export type Threshold = Thresholds['thresholds'][number];
export type LabelFeedback = Thresholds['feedback'][number];

/** '≥ 8%' */
export function tellThreshold({ name, op }: Threshold, value: number): string {
  return `${op === '>=' ? '≥' : '≤'} ${formatFeature(name, value, '').replace('+', '')}`;
}

/** How many trades stand behind a threshold of one's own, or how many are missing. */
export function tellThresholdSample({ n, minimum, own }: Threshold): string {
  if (own === null) return `Yours from ${formatCount(minimum)} trades on; you have ${formatCount(n)}`;
  return `n = ${formatCount(n)}`;
}

/** Thresholds of one label stand together, in the order in which labels first come. */
export function groupByLabel(thresholds: readonly Threshold[]): [Threshold['label'], Threshold[]][] {
  return [...Map.groupBy(thresholds, ({ label }) => label)];
}

/** What the votes do to a label's confidence: 'confidence × 0.83'. */
export function tellScale(scale: number): string {
  return scale === 1
    ? 'as it is'
    : `confidence × ${scale.toLocaleString('en', { maximumFractionDigits: 2 })}`;
}

/** Labels that were voted on, most votes first. */
export function sortVoted(feedback: readonly LabelFeedback[]): LabelFeedback[] {
  return feedback.filter(({ up, down }) => up + down > 0).toSorted((a, b) => b.up + b.down - (a.up + a.down));
}

import type { Measure } from '../../../../contracts/measure.ts';
import { formatCount } from '../../format/decimal.ts';
import type { Kind } from './figures.ts';

export type Known = Extract<Measure, { known: true }>;
type Missing = Extract<
  Measure | { known: false; reason: string; n: number; minimum: number },
  { known: false }
>;

/** A measure as it is drawn, with what its two ends mean. */
export interface Drawn {
  kind: Kind;
  measure: Known;
  less: string;
  more: string;
}

/** One insight in words, and the measure under it. */
export interface InsightView {
  /** The answer, in plain words. */
  sentence: string;
  /** false: there is not enough data for an answer, and the sentence says what is missing. */
  known: boolean;
  drawn: Drawn | null;
  meaning: string;
  counting: string;
  /** Who described it first; null for what is our own. */
  source: string | null;
}

/** 'n = 84' */
export function count(n: number): string {
  return `n = ${formatCount(n)}`;
}

/** 'Not enough entries yet: 12 of 20. 8 more, and this can be told.' A reason that no further trade mends stands alone. */
export function tellMissing({ reason, n, minimum }: Missing): string {
  const told = reason.charAt(0).toUpperCase() + reason.slice(1);
  // A minimum of one is no sample: what there is none of is in the reason.
  if (n >= minimum || minimum <= 1) return `${told}.`;
  return `${told}: ${formatCount(n)} of ${formatCount(minimum)}. ${formatCount(minimum - n)} more, and this can be told.`;
}

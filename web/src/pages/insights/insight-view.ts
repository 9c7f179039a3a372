import type { Measure } from '../../../../contracts/measure.ts';
import { formatCount } from '../../format/decimal.ts';
import type { Kind } from './figures.ts';

export type Known = Extract<Measure, { known: true }>;

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

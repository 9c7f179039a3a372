import type { Verdict } from '../../contracts/features.ts';
import type { Label } from '../../contracts/labels.ts';
import type { Side } from '../../contracts/side.ts';
import type { Features } from '../features/compute-features.ts';
import type { Figure, UnknownReason } from '../features/unknown-reason.ts';
import { confidenceOf } from './confidence.ts';
import type { Held } from './criterion.ts';

/** What the rules may look at. */
export type TradeContext = {
  side: Side;
  /** Price times quantity of the fill, in the quote asset. */
  value: number;
  features: Features;
  /** Signed, a fraction of prior support. */
  supportGap: Figure;
};

export type Judgement = {
  verdict: Verdict;
  /** Of the rule being met: above 0.5 if it is, below if it is missed; null where it does not apply or nothing is known. */
  confidence: number | null;
  /** Why the rule can be neither met nor missed; null if it is decided. */
  undecided: UnknownReason | null;
};

/** A rule that does not speak of this trade. */
export function notApplicable(label: Label): Judgement {
  return {
    verdict: { label, met: false, applies: false, conditions: [] },
    confidence: null,
    undecided: null,
  };
}

/**
 * A rule of conditions that must all be met. One that is known to be missed decides it, whatever else is unknown; without
 * such a one, an unknown condition leaves it undecided.
 */
export function judgeAll(label: Label, held: readonly Held[]): Judgement {
  const margins = held.flatMap(({ margin }) => (margin === null ? [] : [margin]));
  const missed = held.some(({ condition, missing }) => missing === null && !condition.met);
  const missing = held.find((one) => one.missing !== null)?.missing ?? null;
  return {
    verdict: {
      label,
      met: held.every(({ condition }) => condition.met),
      applies: true,
      conditions: held.map(({ condition }) => condition),
    },
    confidence: margins.length === 0 ? null : confidenceOf(margins),
    undecided: missed ? null : missing,
  };
}

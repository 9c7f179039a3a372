import type { Verdict } from '../../contracts/features.ts';
import type { Side } from '../../contracts/side.ts';
import type { Features } from '../features/compute-features.ts';
import type { Figure, UnknownReason } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import { confidenceOf } from './confidence.ts';
import { type Criterion, type Held, hold } from './criterion.ts';
import type { Rule } from './rule.ts';

/** What the rules may look at. */
export type TradeContext = {
  side: Side;
  /** Price times quantity of the fill, in the quote asset. */
  value: number;
  features: Features;
  figures: BehaviourFigures;
};

export type Judgement = {
  verdict: Verdict;
  /** Of the rule being met: above 0.5 if it is, below if it is missed; null where it does not apply or nothing is known. */
  confidence: number | null;
  /** Why the rule can be neither met nor missed; null if it is decided. */
  undecided: UnknownReason | null;
};

/**
 * Holds a rule against a trade. One criterion that is known to be missed decides it, whatever else is unknown; without such a
 * one, an unknown criterion leaves it undecided. An `either` group is as one criterion: met by any, with its best margin.
 */
export function judge({ label, side, criteria }: Rule, context: TradeContext): Judgement {
  if (side !== null && side !== context.side) return notApplicable(label);
  return judgeHeld(
    label,
    criteria.map((criterion) => hold(criterion, figureOf(context, criterion.name), context.value)),
  );
}

/** The rule of a label from its criteria as they were held against the trade. */
export function judgeHeld(label: Rule['label'], held: readonly Held[]): Judgement {
  const demands = demandsOf(held);
  const margins = demands.map(({ margin }) => margin).filter((margin) => margin !== null);
  const missed = demands.some(({ met, missing }) => !met && missing === null);
  return {
    verdict: {
      label,
      met: demands.every(({ met }) => met),
      applies: true,
      conditions: held.map(({ condition }) => condition),
    },
    confidence: margins.length === 0 ? null : confidenceOf(margins),
    undecided: missed ? null : (demands.find(({ missing }) => missing !== null)?.missing ?? null),
  };
}

/** A rule that does not speak of this trade. */
function notApplicable(label: Rule['label']): Judgement {
  return {
    verdict: { label, met: false, applies: false, conditions: [] },
    confidence: null,
    undecided: null,
  };
}

function figureOf({ features, figures }: TradeContext, name: Criterion['name']): Figure<number | string> {
  return isFeature(features, name) ? features[name] : figures[name];
}

function isFeature(features: Features, name: string): name is keyof Features {
  return name in features;
}

/** What must be met: a criterion, or a group of which one is enough. */
type Demand = { met: boolean; margin: number | null; missing: UnknownReason | null };

function demandsOf(held: readonly Held[]): Demand[] {
  const demands: Demand[] = [];
  const groups = new Set<string>();
  for (const { condition, margin, missing } of held) {
    const { met, either } = condition;
    if (either === undefined) demands.push({ met, margin, missing });
    else if (!groups.has(either)) {
      groups.add(either);
      demands.push(anyOf(held.filter((one) => one.condition.either === either)));
    }
  }
  return demands;
}

/** What is unknown of a group matters only while nothing meets it; it then has no margin, as it could still be met. */
function anyOf(group: readonly Held[]): Demand {
  const met = group.some(({ condition }) => condition.met);
  const missing = met ? null : (group.find((one) => one.missing !== null)?.missing ?? null);
  const margins = group.map(({ margin }) => margin).filter((margin) => margin !== null);
  return { met, margin: missing === null ? Math.max(...margins) : null, missing };
}

import { type Figure, known } from '../features/unknown-reason.ts';
import type { Criterion } from './criterion.ts';
import { hold } from './criterion.ts';
import { type Judgement, judgeAll, notApplicable, type TradeContext } from './judgement.ts';

export type DisciplineThresholds = { support: Criterion };

/** Discipline, version 1: an entry within 1.5 % of prior support, above or below it (facts/biases.md). */
const DISCIPLINE_DEFAULTS: DisciplineThresholds = {
  support: { name: 'support_distance', op: '<=', threshold: 0.015, scale: 0.005 },
};

export function judgeDiscipline(
  context: TradeContext,
  thresholds: DisciplineThresholds = DISCIPLINE_DEFAULTS,
): Judgement {
  if (context.side !== 'BUY') return notApplicable('DISCIPLINE');
  return judgeAll('DISCIPLINE', [hold(thresholds.support, distance(context.supportGap))]);
}

function distance(gap: Figure): Figure {
  return gap.known ? known(Math.abs(gap.value)) : gap;
}

import type { RuleCheck } from '../../contracts/rules.ts';
import { BREAK_EVEN_BAND } from '../ledger/break-even.ts';
import type { Held } from './criterion.ts';
import { type Judgement, judgeHeld } from './judgement.ts';

/** A quarter of the limit past it is one step of confidence: limits are the trader's own, so that no other scale is given. */
const STEP = 0.25;
/** In percent of the entry value, as rules have it: what lost no more is a break-even. */
const LEAST_LOSS_PCT = BREAK_EVEN_BAND * 100;

/**
 * Discipline of a sale: a rule of the trader's own that applied and was kept (minHoldHours, a stop respected), of which one is
 * enough. Conditions have the name of their rule and are in its unit.
 * @param checks of the sale
 * @returns null where no such rule had anything to say
 */
export function judgeKeptRules(checks: readonly RuleCheck[]): Judgement | null {
  const held = checks.flatMap((check) => {
    const { kind, verdict, value, limit } = check;
    if (verdict === 'not_applicable' || typeof value !== 'number' || typeof limit !== 'number') return [];
    if (kind === 'minHoldHours') return [heldAgainst(check, '>=', value, limit)];
    const isStop = kind === 'maxLossPctPerTrade' && value > LEAST_LOSS_PCT;
    return isStop ? [heldAgainst(check, '<=', value, limit)] : [];
  });
  return held.length === 0 ? null : judgeHeld('DISCIPLINE', held);
}

function heldAgainst({ kind, verdict }: RuleCheck, op: '>=' | '<=', value: number, threshold: number): Held {
  const past = op === '>=' ? value - threshold : threshold - value;
  return {
    condition: { name: kind, op, threshold, value, met: verdict === 'kept', either: 'own rule' },
    margin: past / (threshold * STEP),
    missing: null,
  };
}

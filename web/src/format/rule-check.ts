import type { RuleCheck } from '../../../contracts/rules.ts';
import { tellCheck } from '../../../domain/rules/tell-rule.ts';

/** 'trade 6 of the day; at most 5': what was found and what the rule asks, or why there is nothing to be found. */
export function tellRuleCheck(check: RuleCheck): string {
  const told = tellCheck(check);
  return told === null ? (check.reason ?? '') : `${told.found}; ${told.asked}`;
}

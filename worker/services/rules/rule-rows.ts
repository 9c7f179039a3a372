import { RULE_KINDS, type Rule, type RuleSpec, RuleSpecSchema } from '../../../contracts/rules.ts';
import type { OwnRuleRows, RuleVersionRow } from '../../../db/queries/rules.ts';
import type { RuleVersion } from '../../../domain/rules/rule-versions.ts';

export function toRuleVersion({ kind, params, active, since }: RuleVersionRow): RuleVersion {
  return { ...RuleSpecSchema.parse({ kind, params }), active, since: since.getTime() };
}

/** The trader's rules as they are now, in the contract's order. */
export function toRules({ rules, versions }: OwnRuleRows): Rule[] {
  return RULE_KINDS.flatMap((kind) => {
    const row = rules.find((one) => one.kind === kind);
    const newest = versions.findLast((version) => version.kind === kind);
    if (!row || !newest) return [];
    const { params, active, since } = newest;
    return [{ id: row.id, kind, params, active, since: since.toISOString() }];
  });
}

/** What a rule asks for, without who keeps it since when. */
export function toSpec({ kind, params }: Rule): RuleSpec {
  return RuleSpecSchema.parse({ kind, params });
}

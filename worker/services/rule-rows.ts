import { RuleSpecSchema } from '../../contracts/rules.ts';
import type { RuleVersionRow } from '../../db/queries/rules.ts';
import type { RuleVersion } from '../../domain/rules/rule-versions.ts';

export function toRuleVersion({ kind, params, active, since }: RuleVersionRow): RuleVersion {
  return { ...RuleSpecSchema.parse({ kind, params }), active, since: since.getTime() };
}

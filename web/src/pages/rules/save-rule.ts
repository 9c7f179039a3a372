import { type Rule, RuleResponseSchema, type RuleUpsertRequest } from '../../../../contracts/rules.ts';
import { post } from '../../api.ts';
import type { Failure } from '../../failure.ts';

export async function saveRule(request: RuleUpsertRequest): Promise<Failure | null> {
  const answer = await post<{ rule: Rule }>('/api/rules/upsert', RuleResponseSchema, request);
  return answer.ok ? null : answer.problem;
}

import {
  type Rule,
  type RuleSpec,
  RuleSpecSchema,
  type RuleUpsertRequest,
} from '../../../contracts/rules.ts';
import { changeRule, ownRules } from '../../../db/queries/rules.ts';
import { contradictionIn } from '../../../domain/rules/contradictions.ts';
import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { newAudit } from '../privacy/audit.ts';
import { requestScores } from '../trades/scores.ts';
import { toRules, toSpec } from './rule-rows.ts';

/** Each attempt that fails is another change that went through: only a trader at war with themselves needs so many. */
const MOST_ATTEMPTS = 8;
/** As soon as the changes of this moment are through. */
const RETRY_S = 1;

export type RuleRefusal =
  | { code: 'rules_contradict'; detail: string }
  | { code: 'unavailable'; retryAfterS: number };

/**
 * Makes a rule what the trader wants it to be from now on. The same again changes nothing. Decided on what was read and written only if nothing has changed
 * since: of two that contradict each other and come at the same time one is refused.
 */
export async function upsertRule(
  ctx: Context,
  userId: string,
  { active, ...wanted }: RuleUpsertRequest,
): Promise<Result<Rule, RuleRefusal>> {
  const rule = inOrder(wanted);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const rows = await ownRules(ctx.db, userId);
    const rules = toRules(rows);
    const present = rules.find(({ kind }) => kind === rule.kind);
    if (present && present.active === active && isSame(present, rule)) return ok(present);

    const others = rules.filter((other) => other.active && other.kind !== rule.kind);
    const contradiction = active ? contradictionIn([...others.map(toSpec), rule]) : null;
    if (contradiction) return fail({ code: 'rules_contradict', detail: contradiction.detail });

    // After every version there is, whatever this machine's clock says: of two of one time nobody could tell which holds.
    const last = rows.versions.at(-1)?.since.getTime() ?? 0;
    const since = new Date(Math.max(ctx.now().getTime(), last + 1));
    const change = {
      id: ctx.newId(),
      versionId: ctx.newId(),
      userId,
      rule,
      active,
      since,
      inputs: rows.inputs,
    };
    const entry = newAudit(ctx, userId, 'rule.changed', {
      kind: rule.kind,
      active,
      params: JSON.stringify(rule.params),
    });
    const id = await changeRule(ctx.db, change, entry);
    if (id === undefined) continue;
    await requestScores(ctx, userId);
    return ok({ id, ...rule, active, since: since.toISOString() });
  }
  return fail({ code: 'unavailable', retryAfterS: RETRY_S });
}

/** Products have no order. */
function inOrder(rule: RuleSpec): RuleSpec {
  if (rule.kind !== 'onlySymbols') return rule;
  return { kind: rule.kind, params: { symbols: rule.params.symbols.toSorted() } };
}

function isSame(present: Rule, rule: RuleSpec): boolean {
  // Parsed, so that fields come in the contract's order.
  return JSON.stringify(toSpec(present)) === JSON.stringify(RuleSpecSchema.parse(rule));
}

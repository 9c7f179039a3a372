import type { OrderTally } from '../../contracts/digests.ts';
import { RULE_KINDS, type RuleCheck, type RuleKind } from '../../contracts/rules.ts';
import type { Order } from '../report/orders.ts';
import { tallyResults, tallyRow } from '../report/tally.ts';

type Verdict = RuleCheck['verdict'];

/** What rules said of an order: the checks of its last fill. */
export type RuledOrder = { orderId: string; checks: readonly RuleCheck[] };

/** Orders that kept a rule and those that broke it, with what came of them. */
export type RuleAttribution = {
  kind: RuleKind;
  kept: OrderTally;
  broken: OrderTally;
  notApplicable: number;
};

/** Of rules that were in force for an order of the week, in the contract's order. */
export function attributeToRules(orders: readonly Order[], ruled: readonly RuledOrder[]): RuleAttribution[] {
  const verdicts = new Map<RuleKind, Map<string, Verdict>>();
  for (const { orderId, checks } of ruled) {
    for (const { kind, verdict } of checks) {
      const ofKind = verdicts.get(kind) ?? new Map<string, Verdict>();
      verdicts.set(kind, ofKind.set(orderId, verdict));
    }
  }
  return RULE_KINDS.flatMap((kind) => {
    const ofKind = verdicts.get(kind);
    if (!ofKind) return [];
    const by = Map.groupBy(orders, ({ id }) => ofKind.get(id));
    const kept = by.get('kept') ?? [];
    const broken = by.get('broken') ?? [];
    const notApplicable = by.get('not_applicable')?.length ?? 0;
    if (kept.length + broken.length + notApplicable === 0) return [];
    return [{ kind, kept: tallyOf(kept), broken: tallyOf(broken), notApplicable }];
  });
}

function tallyOf(orders: readonly Order[]): OrderTally {
  return {
    orders: orders.length,
    ...tallyRow(tallyResults(orders.flatMap(({ result }) => result ?? []))),
  };
}

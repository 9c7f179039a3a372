import type { OrderTally, RuleOfWeek } from '../../contracts/digests.ts';
import { RULE_KINDS, type RuleCheck, type RuleKind } from '../../contracts/rules.ts';
import { lacks, shareOf } from '../report/measures.ts';
import type { Order } from '../report/orders.ts';
import type { RuledOrder } from '../report/ruled-orders.ts';
import { tallyResults, tallyRow } from '../report/tally.ts';
import { adherenceOf } from '../rules/adherence.ts';
import { countsResultOf } from '../rules/check-rules.ts';

/** As of the effect of a rule: of fewer orders a share says nothing. */
const FEWEST_ORDERS = 20;

/**
 * How rules stood with a week, in the contract's order: those that are active, and those that were in force for an order of it. Results are of the
 * week's orders in the report's currency, streaks look at all orders before its end.
 * @param orders of the week
 * @param ruled all orders that any rule was held against, up to the week's end
 */
export function rulesOfWeek(
  orders: readonly Order[],
  ruled: readonly RuledOrder[],
  {
    timezone,
    from,
    to,
    active,
  }: { timezone: string; from: number; to: number; active: ReadonlySet<RuleKind> },
): RuleOfWeek[] {
  const checks = new Map(ruled.map((order) => [order.orderId, order.checks]));
  const { rules } = adherenceOf(ruled, { timezone, from, to, kinds: RULE_KINDS });
  return rules.flatMap(({ kind, streak }) => {
    const by = Map.groupBy(orders, ({ id }) => verdictOf(checks.get(id), kind));
    const [kept, broken] = [by.get('kept') ?? [], by.get('broken') ?? []];
    const notApplicable = by.get('not_applicable')?.length ?? 0;
    const n = kept.length + broken.length;
    if (n + notApplicable === 0 && !active.has(kind)) return [];
    const adherence =
      lacks('orders that it speaks of', n, FEWEST_ORDERS) ?? shareOf({ hits: kept.length, n });
    return [
      { kind, kept: tallyOf(kind, kept), broken: tallyOf(kind, broken), notApplicable, adherence, streak },
    ];
  });
}

/** undefined: the rule was not in force. */
function verdictOf(
  checks: readonly RuleCheck[] | undefined,
  kind: RuleKind,
): RuleCheck['verdict'] | undefined {
  return checks?.find((check) => check.kind === kind)?.verdict;
}

function tallyOf(kind: RuleKind, orders: readonly Order[]): OrderTally {
  const counted = orders.filter(({ side }) => countsResultOf(kind, side));
  return {
    orders: orders.length,
    ...tallyRow(tallyResults(counted.flatMap(({ result }) => result ?? []))),
  };
}

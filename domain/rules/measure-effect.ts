import type { RuleEffect } from '../../contracts/rule-reports.ts';
import type { RuleCheck, RuleKind } from '../../contracts/rules.ts';
import type { Side } from '../../contracts/side.ts';
import { differenceOfShares, lacks, meanOfNumbers, shareOf } from '../report/measures.ts';
import { countsResultOf } from './check-rules.ts';

/** On either side. */
const FEWEST_ORDERS = 20;

/** An order as a rule stood with it, or would have; `result` net over entry value, null: nothing was realised, or the cost is not known. */
export type EffectOrder = { ts: number; side: Side; checks: readonly RuleCheck[]; result: number | null };

/**
 * How often a rule was broken before and after a time, and what the orders that it speaks of came to: see the contract. Never called causal.
 * @param since milliseconds UTC, when the rule became what it is
 */
export function measureEffect(
  kind: RuleKind,
  orders: readonly EffectOrder[],
  since: number,
): Pick<RuleEffect, 'broken' | 'result'> {
  const spoken = orders.flatMap(({ ts, side, checks, result }) => {
    const verdict = checks.find((check) => check.kind === kind)?.verdict;
    return verdict === undefined || verdict === 'not_applicable'
      ? []
      : [{ ts, isBroken: verdict === 'broken', result: countsResultOf(kind, side) ? result : null }];
  });
  const sides = {
    before: spoken.filter(({ ts }) => ts < since),
    after: spoken.filter(({ ts }) => ts >= since),
  };
  const shares = { before: brokenOf(sides.before), after: brokenOf(sides.after) };
  return {
    broken: { ...shares, change: changeOf(shares) },
    result: { before: meanResult(sides.before), after: meanResult(sides.after) },
  };
}

type Spoken = { isBroken: boolean; result: number | null };

function brokenOf(orders: readonly Spoken[]) {
  const few = lacks('orders that it speaks of', orders.length, FEWEST_ORDERS);
  return few ?? shareOf({ hits: orders.filter(({ isBroken }) => isBroken).length, n: orders.length });
}

function changeOf({
  before,
  after,
}: {
  before: ReturnType<typeof brokenOf>;
  after: ReturnType<typeof brokenOf>;
}) {
  if (!before.known) return before;
  return after.known ? differenceOfShares(after, before) : after;
}

function meanResult(orders: readonly Spoken[]) {
  const results = orders.flatMap(({ result }) => result ?? []);
  return lacks('orders with a result', results.length, FEWEST_ORDERS) ?? meanOfNumbers(results);
}

import type { DigestSuggestion, OrderTally } from '../../contracts/digests.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleKind } from '../../contracts/rules.ts';
import { BEHAVIOURS } from '../report/labels.ts';
import { toUnits } from '../report/units.ts';
import { RULE_OF_LABEL } from '../rules/rule-of-label.ts';

/** One or two bad trades are no pattern. */
const FEWEST_TRADES = 3;

/**
 * The behaviour whose orders came out lowest, below zero, and the kind of rule that speaks of it, if there is one; null where none did often enough. One that
 * an active rule speaks of is passed over. What went together is told, not what caused it: limits are for the Rules page, which holds the past against them.
 */
export function suggestRule(
  labels: readonly (OrderTally & { label: Label })[],
  active: ReadonlySet<RuleKind>,
): DigestSuggestion | null {
  const [costliest] = labels
    .filter(({ label, trades, net }) => isFault(label) && trades >= FEWEST_TRADES && toUnits(net) < 0n)
    .map(({ label, orders, trades, net }) => ({
      label,
      kind: RULE_OF_LABEL[label] ?? null,
      orders,
      trades,
      net,
    }))
    .filter(({ kind }) => kind === null || !active.has(kind))
    .toSorted((a, b) => (toUnits(a.net) < toUnits(b.net) ? -1 : 1));
  return costliest ?? null;
}

function isFault(label: Label): boolean {
  return label !== 'DISCIPLINE' && BEHAVIOURS.includes(label);
}

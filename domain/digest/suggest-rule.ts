import type { DigestSuggestion, OrderTally } from '../../contracts/digests.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleKind, RuleSpec } from '../../contracts/rules.ts';
import { toUnits } from '../report/units.ts';

/** One or two bad trades are no pattern. */
const FEWEST_TRADES = 3;

/** The rule that speaks of each behaviour, with the limits that everybody's thresholds have (facts/biases.md). */
const RULE_OF: Partial<Record<Label, RuleSpec>> = {
  FOMO: { kind: 'avoidSpikeOverPct', params: { pct: 8, lookbackHours: 24 } },
  REVENGE: { kind: 'cooldownAfterLossMinutes', params: { minutes: 60 } },
  LATE_NIGHT: { kind: 'noTradingHours', params: { from: '00:00', to: '06:00' } },
  PANIC: { kind: 'minHoldHours', params: { hours: 24 } },
  HELD_LOSER: { kind: 'maxLossPctPerTrade', params: { pct: 5 } },
  OVERTRADING: { kind: 'maxTradesPerDay', params: { n: 5 } },
  SIZE_UP: { kind: 'maxPositionPct', params: { pct: 25 } },
  AVG_DOWN: { kind: 'maxPositionPct', params: { pct: 25 } },
};

/**
 * The rule against the behaviour whose orders came out lowest, below zero, in the period; null where none did often enough, or the trader has that
 * rule. What went together is told, not what caused it.
 */
export function suggestRule(
  labels: readonly (OrderTally & { label: Label })[],
  active: ReadonlySet<RuleKind>,
): DigestSuggestion | null {
  const costly = labels
    .filter(({ trades, net }) => trades >= FEWEST_TRADES && toUnits(net) < 0n)
    .toSorted((a, b) => (toUnits(a.net) < toUnits(b.net) ? -1 : 1));
  for (const { label, orders, trades, net } of costly) {
    const rule = RULE_OF[label];
    if (rule && !active.has(rule.kind)) return { rule, label, orders, trades, net };
  }
  return null;
}

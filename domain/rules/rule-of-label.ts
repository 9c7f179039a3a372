import type { Label } from '../../contracts/labels.ts';
import type { RuleKind } from '../../contracts/rules.ts';

/** The kind of rule that would have caught what the label speaks of; no rule speaks of the others. */
export const RULE_OF_LABEL: Partial<Record<Label, RuleKind>> = {
  FOMO: 'avoidSpikeOverPct',
  REVENGE: 'cooldownAfterLossMinutes',
  OVERTRADING: 'maxTradesPerDay',
  HELD_LOSER: 'maxLossPctPerTrade',
  EARLY_EXIT: 'minHoldHours',
  LATE_NIGHT: 'noTradingHours',
  SIZE_UP: 'maxPositionPct',
  AVG_DOWN: 'maxPositionPct',
};

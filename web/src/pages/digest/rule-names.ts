import type { RuleKind } from '../../../../contracts/rules.ts';

export const RULE_NAME: Readonly<Record<RuleKind, string>> = {
  avoidSpikeOverPct: 'No buy after a spike',
  minHoldHours: 'Shortest hold',
  maxTradesPerDay: 'Most orders a day',
  maxLossPctPerTrade: 'Largest loss of a trade',
  cooldownAfterLossMinutes: 'Pause after a loss',
  noTradingHours: 'Hours without buying',
  maxPositionPct: 'Largest position',
  onlySymbols: 'Only these products',
};

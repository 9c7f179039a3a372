import type { RuleKind } from '../../contracts/rules.ts';

/** What a rule of each kind is about: "your rule on price spikes". */
export const RULE_SUBJECT: Record<RuleKind, string> = {
  avoidSpikeOverPct: 'price spikes',
  minHoldHours: 'how long you hold',
  maxTradesPerDay: 'trades in a day',
  maxLossPctPerTrade: 'losses',
  cooldownAfterLossMinutes: 'pauses after a loss',
  noTradingHours: 'hours without trading',
  maxPositionPct: 'the size of a position',
  onlySymbols: 'products',
};

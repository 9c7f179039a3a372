import type { RuleKind } from '../../../../../contracts/rules.ts';

const NAMES: Record<RuleKind, string> = {
  avoidSpikeOverPct: 'No entry after a spike',
  minHoldHours: 'Hold at least so long',
  maxTradesPerDay: 'Trades per day',
  maxLossPctPerTrade: 'Loss per trade',
  cooldownAfterLossMinutes: 'Pause after a loss',
  noTradingHours: 'Hours without trading',
  maxPositionPct: 'Size of a position',
  onlySymbols: 'Only these products',
};

/** Your rule, in as many words as fit a figure. */
export function ruleName(kind: RuleKind): string {
  return `“${NAMES[kind]}”`;
}

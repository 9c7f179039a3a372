import type { RuleKind, RuleSpec } from '../../../../contracts/rules.ts';

export const RULE_NAME: Readonly<Record<RuleKind, string>> = {
  avoidSpikeOverPct: 'No buy after a spike',
  minHoldHours: 'Hold for a while',
  maxTradesPerDay: 'Trades a day',
  maxLossPctPerTrade: 'Loss of a trade',
  cooldownAfterLossMinutes: 'Pause after a loss',
  noTradingHours: 'Hours without trading',
  maxPositionPct: 'Size of a position',
  onlySymbols: 'Only these products',
};

/** A rule as a sentence's end: 'no buy within 60 minutes after a loss'. */
export function tellRule({ kind, params }: RuleSpec): string {
  switch (kind) {
    case 'avoidSpikeOverPct':
      return `no buy after a rise of more than ${params.pct}% in ${params.lookbackHours} hours`;
    case 'minHoldHours':
      return `no sale before ${params.hours} hours`;
    case 'maxTradesPerDay':
      return `at most ${params.n} orders a day`;
    case 'maxLossPctPerTrade':
      return `no sale at a loss of more than ${params.pct}%`;
    case 'cooldownAfterLossMinutes':
      return `no buy within ${params.minutes} minutes after a loss`;
    case 'noTradingHours':
      return `no buy from ${params.from} to ${params.to}`;
    case 'maxPositionPct':
      return `no position over ${params.pct}% of what is held`;
    case 'onlySymbols':
      return `no buy but of ${params.symbols.join(', ')}`;
  }
}

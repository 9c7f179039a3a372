import type { RuleSpec } from '../../contracts/rules.ts';
import type { RuleVersion } from '../rules/rule-versions.ts';
import { HOUR_MS } from './builders.ts';

/** A rule of every kind. */
export const EVERY_RULE: readonly RuleSpec[] = [
  { kind: 'avoidSpikeOverPct', params: { pct: 3, lookbackHours: 40 } },
  { kind: 'minHoldHours', params: { hours: 30 } },
  { kind: 'maxTradesPerDay', params: { n: 2 } },
  { kind: 'maxLossPctPerTrade', params: { pct: 5 } },
  { kind: 'cooldownAfterLossMinutes', params: { minutes: 600 } },
  { kind: 'noTradingHours', params: { from: '22:30', to: '06:00' } },
  { kind: 'maxPositionPct', params: { pct: 40 } },
  { kind: 'onlySymbols', params: { symbols: ['BTC-USD', 'DOGE-EUR'] } },
];

/** In force since one time or another within a day; the limit on spikes is changed and then ended. */
export function everyRule(since: number): RuleVersion[] {
  const versions = EVERY_RULE.map((rule, n) => ({ ...rule, active: true, since: since + n * 3 * HOUR_MS }));
  const spike = { kind: 'avoidSpikeOverPct', params: { pct: 9, lookbackHours: 168 } } as const;
  return [
    ...versions,
    { ...spike, active: true, since: since + 240 * HOUR_MS },
    { ...spike, active: false, since: since + 480 * HOUR_MS },
  ];
}

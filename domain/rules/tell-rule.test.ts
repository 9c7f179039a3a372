import { describe, expect, it } from 'vitest';
import type { RuleCheck, RuleSpec } from '../../contracts/rules.ts';
import { EVERY_RULE } from '../testing/every-rule.ts';
import { tellCheck, tellRule } from './tell-rule.ts';

describe('a rule in words', () => {
  it('is a sentence of its limits', () => {
    expect(EVERY_RULE.map(tellRule)).toEqual([
      'No entry when the price rose more than 3% in 40 hours',
      'No sale before 30 hours',
      'At most 2 trades a day',
      'A sale loses at most 5% of what it cost',
      'No entry within 10 hours after a loss',
      'No entry from 22:30 to 06:00',
      'At most 40% of what is held in one product',
      'No entry but in BTC-USD and DOGE-EUR',
    ]);
  });

  it.each<[Omit<RuleCheck, 'verdict'>, string, string]>([
    [{ kind: 'avoidSpikeOverPct', value: 9.43, limit: 8 }, 'the price had risen 9.4%', 'at most 8%'],
    [{ kind: 'avoidSpikeOverPct', value: -2.1, limit: 8 }, 'the price had fallen 2.1%', 'at most 8%'],
    [{ kind: 'minHoldHours', value: 0.7, limit: 72 }, 'held 42 minutes', 'at least 3 days'],
    [{ kind: 'maxTradesPerDay', value: 4, limit: 3 }, 'trade 4 of the day', 'at most 3'],
    [{ kind: 'maxLossPctPerTrade', value: 7.25, limit: 5 }, 'lost 7.3%', 'at most 5% lost'],
    [{ kind: 'maxLossPctPerTrade', value: -3, limit: 5 }, 'gained 3%', 'at most 5% lost'],
    [
      { kind: 'cooldownAfterLossMinutes', value: 59.9, limit: 60 },
      '59 minutes after a loss',
      'at least 1 hour',
    ],
    [{ kind: 'noTradingHours', value: '23:10', limit: '22:30–06:00' }, 'at 23:10', 'not 22:30–06:00'],
    [{ kind: 'maxPositionPct', value: 43.21, limit: 40 }, '43.2% of what was then held', 'at most 40%'],
    [{ kind: 'onlySymbols', value: 'SOL-USD', limit: 'BTC-USD' }, 'SOL-USD', 'only BTC-USD'],
  ])('is told with what was found: %j', (check, found, asked) => {
    expect(tellCheck({ ...check, verdict: 'broken' })).toEqual({ found, asked });
  });

  it.each<[Omit<RuleCheck, 'verdict'>, string, string]>([
    [{ kind: 'maxLossPctPerTrade', value: 5.04, limit: 5 }, 'lost just over 5%', 'at most 5% lost'],
    [{ kind: 'maxLossPctPerTrade', value: 8.27, limit: 8.25 }, 'lost 8.3%', 'at most 8.25% lost'],
    [{ kind: 'avoidSpikeOverPct', value: 8.01, limit: 8 }, 'the price had risen just over 8%', 'at most 8%'],
    [
      { kind: 'maxPositionPct', value: 40.02, limit: 40 },
      'just over 40% of what was then held',
      'at most 40%',
    ],
    [{ kind: 'minHoldHours', value: 23.96, limit: 24 }, 'held just under 24 hours', 'at least 24 hours'],
    [{ kind: 'minHoldHours', value: 71.9, limit: 72 }, 'held just under 3 days', 'at least 3 days'],
    [{ kind: 'minHoldHours', value: 49.9, limit: 50 }, 'held just under 50 hours', 'at least 50 hours'],
    [
      { kind: 'cooldownAfterLossMinutes', value: 99.5, limit: 100 },
      'just under 100 minutes after a loss',
      'at least 100 minutes',
    ],
  ])('that was broken by little is not told as kept: %j', (check, found, asked) => {
    expect(tellCheck({ ...check, verdict: 'broken' })).toEqual({ found, asked });
  });

  it('that was kept exactly is told by its limit', () => {
    const check = { kind: 'maxLossPctPerTrade', verdict: 'kept', value: 8.25, limit: 8.25 } as const;
    expect(tellCheck(check)).toEqual({ found: 'lost 8.25%', asked: 'at most 8.25% lost' });
  });

  it('has its limits as they are', () => {
    const rules: RuleSpec[] = [
      { kind: 'maxLossPctPerTrade', params: { pct: 8.25 } },
      { kind: 'minHoldHours', params: { hours: 36.25 } },
      { kind: 'minHoldHours', params: { hours: 0.75 } },
      { kind: 'minHoldHours', params: { hours: 60 } },
      { kind: 'minHoldHours', params: { hours: 50 } },
      { kind: 'cooldownAfterLossMinutes', params: { minutes: 100 } },
    ];
    expect(rules.map(tellRule)).toEqual([
      'A sale loses at most 8.25% of what it cost',
      'No sale before 36.25 hours',
      'No sale before 45 minutes',
      'No sale before 2.5 days',
      'No sale before 50 hours',
      'No entry within 100 minutes after a loss',
    ]);
  });
});

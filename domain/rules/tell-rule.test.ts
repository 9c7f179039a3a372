import { describe, expect, it } from 'vitest';
import type { RuleCheck } from '../../contracts/rules.ts';
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
});

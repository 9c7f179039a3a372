import { describe, expect, it } from 'vitest';
import { everyRule } from '../testing/every-rule.ts';
import { openRulesInForce, type RuleVersion } from './rule-versions.ts';

const hold = (hours: number, since: number, active = true): RuleVersion => ({
  kind: 'minHoldHours',
  params: { hours },
  active,
  since,
});

describe('the rules in force', () => {
  it('are the newest versions that had begun, in whatever order they come', () => {
    const versions = [hold(3, 30), hold(1, 10), hold(2, 20), hold(2, 25, false)];
    const hoursAt = (ts: number) => openRulesInForce(versions)(ts).map(({ params }) => params);
    expect([9, 10, 19, 20, 24, 25, 29, 30, 99].map(hoursAt)).toEqual([
      [],
      [{ hours: 1 }],
      [{ hours: 1 }],
      [{ hours: 2 }],
      [{ hours: 2 }],
      [],
      [],
      [{ hours: 3 }],
      [{ hours: 3 }],
    ]);
  });

  it('of two versions of one time is the one that was given last', () => {
    expect(openRulesInForce([hold(1, 10), hold(2, 10)])(10)).toEqual([
      { kind: 'minHoldHours', params: { hours: 2 } },
    ]);
  });

  it('come in the contract’s order, without what a version is besides', () => {
    const rules = openRulesInForce(everyRule(0).reverse())(Number.MAX_SAFE_INTEGER);
    expect(rules.map(({ kind }) => kind)).toEqual([
      'minHoldHours',
      'maxTradesPerDay',
      'maxLossPctPerTrade',
      'cooldownAfterLossMinutes',
      'noTradingHours',
      'maxPositionPct',
      'onlySymbols',
    ]);
    expect(Object.keys(rules[0] ?? {})).toEqual(['kind', 'params']);
  });
});

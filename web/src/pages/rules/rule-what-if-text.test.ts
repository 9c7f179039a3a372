import { describe, expect, test } from 'vitest';
import type { RuleSimulation } from '../../../../contracts/rule-simulations.ts';
import { tellDifference, tellRuleWhatIf } from './rule-what-if-text.ts';

const TOLD: RuleSimulation = {
  kind: 'noTradingHours',
  params: {},
  currency: 'USD',
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  ...{ orders: 120, changed: 14, helped: 9, hurt: 5, same: 0, net: '-320.5', would: '0' },
  difference: { known: true, value: '320.5', n: 14, low: '-20', high: '610.25' },
  undecided: 0,
  notJudged: 0,
  products: [],
  assumptions: [],
};

describe('what a rule would have done, in words', () => {
  test('says what it would have kept out, how often that helps and how often it hurts', () => {
    expect(tellRuleWhatIf(TOLD)).toBe(
      'Of 120 entries it would have kept out 14 that have a result: they came to −320.50 USD.',
    );
    expect(tellDifference(TOLD)).toBe(
      'Better 9 times, worse 5 times. 320.50 USD more in all (95% interval −20.00 to +610.25). It could be chance.',
    );
  });

  test('says what sales would have come to', () => {
    const told = { ...TOLD, kind: 'minHoldHours' as const, would: '-400', hurt: 1 };
    const difference = { known: true as const, value: '-79.5', n: 14 };
    expect(tellRuleWhatIf(told)).toBe(
      'Of 120 sales it would have given 14 that have a result another exit: they came to −320.50 USD, and would have come to −400.00 USD.',
    );
    expect(tellDifference({ ...told, difference })).toBe(
      'Better 9 times, worse once. 79.50 USD less in all.',
    );
  });

  test('speaks of chance only where the interval holds no difference', () => {
    const of = (low: string, high: string) =>
      tellDifference({ ...TOLD, difference: { known: true, value: '320.5', n: 14, low, high } });
    expect(of('0', '610.25')).toMatch(/It could be chance\.$/);
    expect(of('-610', '0')).toMatch(/It could be chance\.$/);
    expect(of('0.01', '610.25')).not.toMatch(/chance/);
    expect(of('-610', '-0.01')).not.toMatch(/chance/);
  });

  test('says that there is not enough, and that there is nothing', () => {
    const difference = { known: false as const, reason: 'not enough orders yet', n: 3, minimum: 10 };
    expect(tellDifference({ ...TOLD, difference })).toMatch(/^Better 9 times, worse 5 times\. .+10.*\.$/);
    expect(tellRuleWhatIf({ ...TOLD, changed: 0 })).toBe(
      'Of 120 entries it would have changed none that has a result.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { RuleSuggestion } from '../../../../contracts/rule-reports.ts';
import { tellCaught, tellPatternCost } from './suggestion-text.ts';

const SUGGESTION: RuleSuggestion = {
  rule: { kind: 'cooldownAfterLossMinutes', params: { minutes: 60 } },
  label: 'REVENGE',
  tagged: 14,
  caught: 14,
  orders: 123,
  broken: 25,
  cost: { known: true, value: '-345.04', n: 13, low: '-1216.50', high: '347.67' },
  currency: 'USD',
};

describe('a suggested rule', () => {
  it('tells what it would have caught, and what else', () => {
    expect(tellCaught(SUGGESTION)).toBe(
      'It would have caught 14 of these 14, and 11 other orders of 123 that it speaks of.',
    );
    expect(tellCaught({ ...SUGGESTION, broken: 15 })).toContain('and 1 other order of');
    expect(tellCaught({ ...SUGGESTION, caught: 3, broken: 42 })).toContain(
      'It is far wider than Revenge alone.',
    );
  });

  it('says what the orders with the label came to, and that a gain does not speak for the rule', () => {
    expect(tellPatternCost(SUGGESTION)).toBe(
      'Your 13 orders with Revenge that have a result came to −345.04 USD beside as many of your others (95% interval −1,216.50 to +347.67).',
    );
    const gain = { known: true as const, value: '1426.42', n: 44, low: '144.11', high: '3030.47' };
    expect(tellPatternCost({ ...SUGGESTION, cost: gain })).toContain(
      'Your own figures do not speak for this rule.',
    );
    const few = { known: false as const, reason: 'not enough orders with it yet', n: 3, minimum: 10 };
    expect(tellPatternCost({ ...SUGGESTION, cost: few })).toBe(
      'What your orders with Revenge came to is not known yet. Not enough orders with it yet: 3 of 10.',
    );
  });
});

import { expect, it } from 'vitest';
import { tellRuleCheck } from './rule-check.ts';

it('a rule that was held against an order is told by what was found and asked, another by why it was not', () => {
  const daily = { kind: 'maxTradesPerDay', value: '6', limit: '5' } as const;
  expect(tellRuleCheck({ ...daily, verdict: 'broken' })).toBe('trade 6 of the day; at most 5');
  expect(
    tellRuleCheck({ ...daily, verdict: 'not_applicable', value: null, reason: 'it speaks of buys' }),
  ).toBe('it speaks of buys');
});

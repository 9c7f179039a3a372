import { describe, expect, it } from 'vitest';
import type { RuleEffect } from '../../../../contracts/rule-reports.ts';
import { tellEffect } from './effect-text.ts';

const FEW = { known: false, reason: 'not enough orders that it speaks of yet', n: 3, minimum: 20 } as const;

function effect(change: RuleEffect['broken']['change']): RuleEffect {
  return {
    kind: 'minHoldHours',
    from: '2024-01-01T00:00:00.000Z',
    since: '2024-04-01T00:00:00.000Z',
    broken: { before: { known: true, value: 0.34, n: 61, low: 0.235, high: 0.464 }, after: FEW, change },
    result: { before: { known: true, value: -0.0123, n: 61, low: -0.03, high: 0.006 }, after: FEW },
  };
}

describe('the effect of a rule in words', () => {
  it('tells each side with n and interval, or how much is missing', () => {
    expect(tellEffect(effect(FEW))).toEqual({
      change: 'Before and after cannot be compared yet. Not enough orders that it speaks of yet: 3 of 20.',
      rows: [
        {
          name: 'Orders that broke it (95% interval)',
          before: '34% of 61 orders (23.5% to 46.4%)',
          after: 'Not enough orders that it speaks of yet: 3 of 20',
        },
        {
          name: 'Mean result, of what was paid (95% interval)',
          before: '−1.2% over 61 orders (−3% to +0.6%)',
          after: 'Not enough orders that it speaks of yet: 3 of 20',
        },
      ],
    });
  });

  it('does not say of days that are over that something is still to come', () => {
    const told = effect(FEW);
    const none = { ...FEW, n: 0 };
    expect(tellEffect({ ...told, broken: { before: none, after: FEW, change: none } })).toMatchObject({
      change:
        'Before and after cannot be compared. Too few orders in the 90 days before: 0, and 20 are needed.',
      rows: [{ before: 'Too few orders in the 90 days before: 0, and 20 are needed' }, {}],
    });
    expect(tellEffect({ ...told, result: { before: FEW, after: FEW } }).rows[1]?.before).toBe(
      'Too few orders with a result in the 90 days before: 3, and 20 are needed',
    );
  });

  it('tells a difference that is clear of zero, and says of another that it could be chance', () => {
    const change = (value: number, low: number, high: number) =>
      tellEffect(effect({ known: true, value, n: 90, low, high })).change;
    expect(change(-0.22, -0.38, -0.03)).toBe(
      'Broken 22 percentage points less often than before (95% interval −38 to −3).',
    );
    expect(change(0.05, -0.1, 0.2)).toBe(
      'No clear change in how often it is broken (95% interval −10 to +20 points): it could be chance.',
    );
  });
});

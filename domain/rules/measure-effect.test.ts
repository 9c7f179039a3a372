import { describe, expect, it } from 'vitest';
import type { RuleCheck } from '../../contracts/rules.ts';
import { type EffectOrder, measureEffect } from './measure-effect.ts';

const SINCE = 1_000;

function orders(count: number, broken: number, from: number, result: number | null = 0.01): EffectOrder[] {
  return Array.from({ length: count }, (_, n) => ({
    ts: from + n,
    side: 'SELL',
    checks: [check(n < broken ? 'broken' : 'kept')],
    result: result === null ? null : result + (n % 2) / 100,
  }));
}

function check(verdict: RuleCheck['verdict']): RuleCheck {
  return { kind: 'minHoldHours', verdict, value: 1, limit: 2 };
}

describe('the effect of a rule', () => {
  it('is the share that broke it before and after, and their difference with Newcombe’s interval', () => {
    // Newcombe 1998, table II: 56/70 against 48/80, method 10: 0.2, from 0.0524 to 0.3339.
    const { broken } = measureEffect('minHoldHours', [...orders(80, 48, 0), ...orders(70, 56, SINCE)], SINCE);
    expect(broken.before).toMatchObject({ known: true, value: 0.6, n: 80 });
    expect(broken.after).toMatchObject({ known: true, value: 0.8, n: 70 });
    expect(broken.change).toMatchObject({ known: true, n: 150 });
    if (!broken.change.known) return;
    expect(broken.change.value).toBeCloseTo(0.2, 12);
    expect(broken.change.low).toBeCloseTo(0.0524, 4);
    expect(broken.change.high).toBeCloseTo(0.3339, 4);
  });

  it('is not told of fewer than twenty orders on either side', () => {
    const { broken, result } = measureEffect(
      'minHoldHours',
      [...orders(40, 10, 0, null), ...orders(19, 1, SINCE)],
      SINCE,
    );
    expect(broken.before.known).toBe(true);
    expect(broken.after).toMatchObject({ known: false, n: 19, minimum: 20 });
    expect(broken.change).toMatchObject({ known: false, n: 19, minimum: 20 });
    expect(result.before).toMatchObject({ known: false, n: 0 });
  });

  it('leaves out orders that the rule has nothing to say of', () => {
    const silent = orders(30, 0, 0).map((order) => ({ ...order, checks: [check('not_applicable')] }));
    const { broken } = measureEffect('minHoldHours', [...silent, ...orders(20, 5, 0)], SINCE);
    expect(broken.before).toMatchObject({ known: true, value: 0.25, n: 20 });
  });

  it('of a rule on both sides takes the results of sales alone, since those of the buys are the same', () => {
    const both = (side: 'BUY' | 'SELL'): EffectOrder[] =>
      orders(12, 0, 0).map((order) => ({
        ...order,
        side,
        checks: [{ ...check('kept'), kind: 'maxTradesPerDay' }],
      }));
    const { broken, result } = measureEffect('maxTradesPerDay', [...both('BUY'), ...both('SELL')], SINCE);
    expect(broken.before).toMatchObject({ known: true, n: 24 });
    expect(result.before).toMatchObject({ known: false, n: 12 });
  });

  it('tells the mean result with its interval', () => {
    const { result } = measureEffect('minHoldHours', orders(20, 5, 0), SINCE);
    expect(result.before).toMatchObject({ known: true, n: 20 });
    if (!result.before.known) return;
    expect(result.before.value).toBeCloseTo(0.015, 12);
    // t(19) = 2.093, s = 0.00513, over √20.
    expect((result.before.high ?? 0) - result.before.value).toBeCloseTo(
      (2.093 * 0.0051299) / Math.sqrt(20),
      6,
    );
  });
});

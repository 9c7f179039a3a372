import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BucketRule, FULL, giveBack, peek, take } from './token-bucket.ts';

const NOW = 1_000_000;
/** Ten a minute, twenty at once. */
const RULE: BucketRule = { burst: 20, everyMs: 6_000 };

/** Takes until it is refused; how many were had, and the bucket after them. */
function emptied(rule: BucketRule, now = NOW, from = FULL): { taken: number; fullAt: number } {
  let fullAt = from;
  for (let taken = 0; ; taken += 1) {
    const next = take(fullAt, rule, now);
    if (!next.allowance.allowed) return { taken, fullAt: next.fullAt };
    fullAt = next.fullAt;
  }
}

describe('a token bucket', () => {
  test('gives as many as it holds at once, and says what is left', () => {
    expect(take(FULL, RULE, NOW).allowance).toEqual({
      allowed: true,
      limit: 20,
      remaining: 19,
      resetS: 6,
      retryAfterS: 0,
    });
    expect(emptied(RULE).taken).toBe(20);
  });

  test('that is empty says when the next is there, and is left as it is by who is refused', () => {
    const { fullAt } = emptied(RULE);
    const refused = take(fullAt, RULE, NOW + 1_500);
    expect(refused.allowance).toEqual({
      allowed: false,
      limit: 20,
      remaining: 0,
      resetS: 119,
      retryAfterS: 5,
    });
    expect(refused.fullAt).toBe(fullAt);
    expect(take(fullAt, RULE, NOW + 5_999).allowance.allowed).toBe(false);
    expect(take(fullAt, RULE, NOW + 6_000).allowance.allowed).toBe(true);
  });

  test('fills up at its rate, and no further than full', () => {
    const { fullAt } = emptied(RULE);
    expect(emptied(RULE, NOW + 60_000, fullAt).taken).toBe(10);
    expect(emptied(RULE, NOW + 86_400_000, fullAt).taken).toBe(20);
  });

  test('takes back what was not needed, and does not overflow by it', () => {
    const { fullAt } = emptied(RULE);
    expect(emptied(RULE, NOW, giveBack(fullAt, RULE, NOW)).taken).toBe(1);
    expect(emptied(RULE, NOW, giveBack(FULL, RULE, NOW)).taken).toBe(20);
  });

  test('is not shut for longer than it takes to fill, whatever the clock or its rule were', () => {
    const later = NOW + 365 * 86_400_000;
    const { fullAt } = emptied(RULE, later);
    expect(peek(fullAt, RULE, NOW)).toMatchObject({ remaining: 0, resetS: 120, retryAfterS: 6 });
    const stricter = { burst: 3, everyMs: 20_000 };
    expect(peek(emptied(RULE).fullAt, stricter, NOW)).toMatchObject({ remaining: 0, resetS: 60 });
  });

  const rules = fc.record({
    burst: fc.integer({ min: 1, max: 50 }),
    everyMs: fc.integer({ min: 1, max: 100_000 }),
  });

  test('never gives more than burst + rate × t in any span, however they come', () => {
    fc.assert(
      fc.property(rules, fc.array(fc.nat(200_000), { maxLength: 120 }), (rule, waits) => {
        let [fullAt, now] = [FULL, NOW];
        const times: number[] = [];
        for (const wait of waits) {
          now += wait;
          const next = take(fullAt, rule, now);
          fullAt = next.fullAt;
          if (next.allowance.allowed) times.push(now);
        }
        for (let first = 0; first < times.length; first += 1) {
          for (let last = first; last < times.length; last += 1) {
            const span = (times[last] ?? 0) - (times[first] ?? 0);
            expect(last - first + 1).toBeLessThanOrEqual(rule.burst + span / rule.everyMs);
          }
        }
      }),
    );
  });

  test('of what was given back nothing more can be had than was taken', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(50_000) }),
        fc.record({ kind: fc.constantFrom('keep' as const, 'return' as const), ms: fc.constant(0) }),
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(rules, steps, (rule, taken) => {
        let [fullAt, now, kept] = [FULL, NOW, 0];
        for (const { kind, ms } of taken) {
          now += ms;
          if (kind === 'wait') continue;
          const next = take(fullAt, rule, now);
          fullAt = next.fullAt;
          if (!next.allowance.allowed) continue;
          if (kind === 'return') fullAt = giveBack(fullAt, rule, now);
          else kept += 1;
        }
        expect(kept).toBeLessThanOrEqual(rule.burst + (now - NOW) / rule.everyMs);
      }),
    );
  });

  test('says the truth: who waits as long as it says is let in, and who comes a second sooner is not', () => {
    fc.assert(
      fc.property(rules, fc.nat(100_000), (rule, wait) => {
        const { fullAt } = emptied(rule);
        const now = NOW + wait;
        const { allowed, retryAfterS, resetS } = peek(fullAt, rule, now);
        expect(take(fullAt, rule, now).allowance.allowed).toBe(allowed);
        expect(take(fullAt, rule, now + retryAfterS * 1000).allowance.allowed).toBe(true);
        if (!allowed)
          expect(take(fullAt, rule, now + (retryAfterS - 1) * 1000).allowance.allowed).toBe(false);
        expect(peek(fullAt, rule, now + resetS * 1000).remaining).toBe(rule.burst);
      }),
    );
  });
});

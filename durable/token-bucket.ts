/** A bucket holds `burst` tokens, and gets one more each `everyMs` until it is full. */
export interface BucketRule {
  burst: number;
  everyMs: number;
}

/** What is left to somebody. Seconds are rounded up, so that who waits for them does not come too early. */
export interface Allowance {
  allowed: boolean;
  /** Of tokens in a full bucket. */
  limit: number;
  remaining: number;
  /** Until the bucket is full. */
  resetS: number;
  /** Until there is a token; 0 where there is one. */
  retryAfterS: number;
}

/**
 * All that is kept of a bucket is when it will be full again, in milliseconds: `burst` tokens less one for each `everyMs` until then. A time that is over
 * means a full one, so that nothing needs to be kept of it (the form of the algorithm that is known as GCRA).
 */
export type FullAt = number;
export const FULL: FullAt = 0;

/** Takes a token, where there is one. Of any span of t ms no more than burst + t / everyMs are taken. */
export function take(
  fullAt: FullAt,
  rule: BucketRule,
  now: number,
): { allowance: Allowance; fullAt: FullAt } {
  const before = bounded(fullAt, rule, now);
  const after = before + rule.everyMs;
  const allowed = after <= now + rule.burst * rule.everyMs;
  const next = allowed ? after : before;
  return { allowance: { ...peek(next, rule, now), allowed }, fullAt: next };
}

/** Puts back a token that was taken and turned out not to be needed. */
export function giveBack(fullAt: FullAt, rule: BucketRule, now: number): FullAt {
  return bounded(fullAt, rule, now) - rule.everyMs;
}

export function peek(fullAt: FullAt, rule: BucketRule, now: number): Allowance {
  const missingMs = bounded(fullAt, rule, now) - now;
  const remaining = Math.floor(rule.burst - missingMs / rule.everyMs);
  const waitMs = missingMs - (rule.burst - 1) * rule.everyMs;
  return {
    allowed: remaining > 0,
    limit: rule.burst,
    remaining,
    resetS: Math.ceil(missingMs / 1000),
    retryAfterS: remaining > 0 ? 0 : Math.ceil(waitMs / 1000),
  };
}

/** No fuller than full, and no emptier than empty: a clock that was put back, or a rule that was made stricter, keeps nobody out for longer than that. */
function bounded(fullAt: FullAt, { burst, everyMs }: BucketRule, now: number): FullAt {
  return Math.min(Math.max(fullAt, now), now + burst * everyMs);
}

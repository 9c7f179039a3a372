import type { Context as HonoContext } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Allowance } from '../../durable/token-bucket.ts';
import { problemResponse } from '../problem.ts';
import { type RuleName, ruleOf } from '../security/limits.ts';
import { addressSubject, peekTokens, takeToken } from '../services/rate-limits.ts';
import type { AppEnv } from './app-env.ts';
import { clientAddress } from './client-address.ts';

/** Whom a rule counts. null: nobody, and so it does not apply. */
type SubjectOf = (c: HonoContext<AppEnv>) => string | null;

export const byAddress: SubjectOf = (c) => addressSubject(c.get('ctx'), clientAddress(c));
export const byViewer: SubjectOf = (c) => c.get('viewer')?.user.id ?? null;
/** Behind `requireService`. */
export const byService: SubjectOf = (c) => c.get('service');

/** Each request costs a token; without one it is refused. Every answer tells how it stands. */
export function limited(rule: RuleName, subjectOf: SubjectOf) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const subject = subjectOf(c);
    if (subject === null) return next();
    const allowance = await takeToken(c.get('ctx'), rule, subject);
    const { allowed, retryAfterS } = allowance;
    if (allowed) await next();
    else c.res = problemResponse('rate_limited', c.get('requestId'), { retryAfterS });
    tell(c, rule, allowance);
  });
}

/** For routes whose use case takes the tokens itself, since not every request costs one: every answer tells how it stands. */
export function tellsLimit(rule: RuleName, subjectOf: SubjectOf) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    const subject = subjectOf(c);
    if (subject !== null) tell(c, rule, await peekTokens(c.get('ctx'), rule, subject));
  });
}

/**
 * The fields of draft-ietf-httpapi-ratelimit-headers: the policy is a quota that is filled up evenly within a window, and beside it stands what is left of it
 * and in how many seconds it is whole again, which is never earlier than Retry-After.
 */
function tell(c: HonoContext<AppEnv>, rule: RuleName, { limit, remaining, resetS }: Allowance): void {
  const { burst, everyMs } = ruleOf(c.get('ctx').config, rule);
  c.header('ratelimit-policy', `"${rule}";q=${limit};w=${Math.ceil((burst * everyMs) / 1000)}`);
  c.header('ratelimit', `"${rule}";r=${remaining};t=${resetS}`);
}

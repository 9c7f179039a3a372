import { rateLimiter } from '../../durable/stub.ts';
import {
  type Allowance,
  type BucketRule,
  FULL,
  type FullAt,
  giveBack,
  peek,
  take,
} from '../../durable/token-bucket.ts';
import type { Context } from '../context.ts';
import { inTime } from '../in-time.ts';
import { logError } from '../log.ts';
import { pepperedHash } from '../security/hashes.ts';
import { type RuleName, ruleOf } from '../security/limits.ts';
import { networkOf } from '../security/network-of.ts';

/** As services tell it that somebody has to wait. */
export interface RateLimited {
  code: 'rate_limited';
  retryAfterS: number;
}

/** An object answers within milliseconds; one that does not within this is taken for unreachable. */
const PATIENCE_MS = 1_000;

/** Takes a token of a rule for a subject. */
export function takeToken(ctx: Context, rule: RuleName, subject: string): Promise<Allowance> {
  return ask(ctx, rule, subject, (limiter, ...bucket) => limiter.take(...bucket), take);
}

/** How it stands, without taking anything. */
export function peekTokens(ctx: Context, rule: RuleName, subject: string): Promise<Allowance> {
  return ask(ctx, rule, subject, (limiter, ...bucket) => limiter.peek(...bucket), looked);
}

/** Puts back a token that turned out not to be needed. */
export function giveBackToken(ctx: Context, rule: RuleName, subject: string): Promise<Allowance> {
  return ask(ctx, rule, subject, (limiter, ...bucket) => limiter.giveBack(...bucket), gaveBack);
}

/** A client's address as a subject. */
export function addressSubject(ctx: Context, address: string): string {
  return pepperedHash(ctx.config.HASH_PEPPER, `limit:address:${networkOf(address)}`);
}

/** An e-mail address as a subject, whether there is such an account or not: it is limited the same, so that a limit tells nothing. */
export function emailSubject(ctx: Context, email: string): string {
  return pepperedHash(ctx.config.HASH_PEPPER, `limit:email:${email.trim().toLowerCase()}`);
}

const looked = (fullAt: FullAt, rule: BucketRule, now: number) => ({
  fullAt,
  allowance: peek(fullAt, rule, now),
});
const gaveBack = (fullAt: FullAt, rule: BucketRule, now: number) =>
  looked(giveBack(fullAt, rule, now), rule, now);

type Limiter = ReturnType<typeof rateLimiter>;

/**
 * Of these, sixteen objects hold the buckets, by the first digit of the subject. One of its own would be there already for an address that was tried before,
 * and answer sooner than one that has to be made: the time of a log-in would tell them apart.
 */
const SHARED: ReadonlySet<RuleName> = new Set(['guess', 'reset_mail']);

/**
 * While a limiter cannot be reached nobody is locked out, and nobody gets more than each isolate would give by itself: it goes on in its own memory, by the same
 * rule and from what it last heard. That is as many more as there are other isolates which serve somebody, at one place hardly more than one or two.
 */
async function ask(
  ctx: Context,
  name: RuleName,
  subject: string,
  remote: (limiter: Limiter, rule: BucketRule, bucket?: string) => Promise<Allowance>,
  here: (fullAt: FullAt, rule: BucketRule, now: number) => { allowance: Allowance; fullAt: FullAt },
): Promise<Allowance> {
  const rule = ruleOf(ctx.config, name);
  const key = `${name}:${subject}`;
  try {
    const answer = SHARED.has(name)
      ? remote(rateLimiter(ctx.env, name, subject.slice(0, 1)), rule, subject)
      : remote(rateLimiter(ctx.env, name, subject), rule);
    const allowance = await inTime(answer, PATIENCE_MS, 'The rate limiter does not answer.');
    remember(key, ctx.now().getTime() + allowance.resetS * 1000);
    return allowance;
  } catch (error) {
    logError({ limit: name }, error);
    const { allowance, fullAt } = here(remembered.get(key) ?? FULL, rule, ctx.now().getTime());
    remember(key, fullAt);
    return allowance;
  }
}

/** Buckets as this isolate knows them, the one that was used last at the end. An attacker with many addresses can push others out, but not fill the memory. */
const remembered = new Map<string, FullAt>();
const MOST_REMEMBERED = 10_000;

function remember(key: string, fullAt: FullAt): void {
  remembered.delete(key);
  remembered.set(key, fullAt);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) return;
    remembered.delete(oldest);
  }
}

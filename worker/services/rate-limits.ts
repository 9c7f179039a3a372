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
  return ask(ctx, rule, subject, (limiter, bucket) => limiter.take(bucket), takeHere);
}

/** How it stands, without taking anything. */
export function peekTokens(ctx: Context, rule: RuleName, subject: string): Promise<Allowance> {
  return ask(ctx, rule, subject, (limiter, bucket) => limiter.peek(bucket), peekHere);
}

/** Puts back a token that turned out not to be needed. */
export function giveBackToken(ctx: Context, rule: RuleName, subject: string): Promise<void> {
  return ask(ctx, rule, subject, (limiter, bucket) => limiter.giveBack(bucket), giveBackHere);
}

/** A client's address as a subject. */
export function addressSubject(ctx: Context, address: string): string {
  return pepperedHash(ctx.config.HASH_PEPPER, `limit:address:${networkOf(address)}`);
}

/** An e-mail address as a subject, whether there is such an account or not: it is limited the same, so that a limit tells nothing. */
export function emailSubject(ctx: Context, email: string): string {
  return pepperedHash(ctx.config.HASH_PEPPER, `limit:email:${email.trim().toLowerCase()}`);
}

type Limiter = ReturnType<typeof rateLimiter>;

/**
 * While a limiter cannot be reached nobody is locked out, and nobody gets more than each isolate would give by itself: it counts by the same rule in its
 * own memory, from a full bucket. That is as many more as there are isolates which serve somebody, at one place hardly more than one or two.
 */
async function ask<Answer>(
  ctx: Context,
  name: RuleName,
  subject: string,
  remote: (limiter: Limiter, rule: BucketRule) => Promise<Answer>,
  here: (key: string, rule: BucketRule, now: number) => Answer,
): Promise<Answer> {
  const rule = ruleOf(ctx.config, name);
  try {
    return await inTime(remote(rateLimiter(ctx.env, name, subject), rule));
  } catch (error) {
    logError({ limit: name }, error);
    return here(`${name}:${subject}`, rule, ctx.now().getTime());
  }
}

async function inTime<Answer>(work: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The rate limiter does not answer.')), PATIENCE_MS);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

/** Buckets of this isolate, the one that was used last at the end. An attacker with many addresses can push others out, but not fill the memory. */
const buckets = new Map<string, FullAt>();
const MOST_BUCKETS = 10_000;

function keep(key: string, fullAt: FullAt): void {
  buckets.delete(key);
  buckets.set(key, fullAt);
  for (const oldest of buckets.keys()) {
    if (buckets.size <= MOST_BUCKETS) return;
    buckets.delete(oldest);
  }
}

function takeHere(key: string, rule: BucketRule, now: number): Allowance {
  const { allowance, fullAt } = take(buckets.get(key) ?? FULL, rule, now);
  keep(key, fullAt);
  return allowance;
}

function peekHere(key: string, rule: BucketRule, now: number): Allowance {
  return peek(buckets.get(key) ?? FULL, rule, now);
}

function giveBackHere(key: string, rule: BucketRule, now: number): void {
  keep(key, giveBack(buckets.get(key) ?? FULL, rule, now));
}

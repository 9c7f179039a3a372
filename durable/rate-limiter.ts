import { DurableObject } from 'cloudflare:workers';
import { type Allowance, type BucketRule, FULL, type FullAt, giveBack, peek, take } from './token-bucket.ts';

/** The bucket of an object that holds one. */
const OWN = 'full-at';
const TIDY_EVERY_MS = 60_000;

/**
 * The bucket of one rule and one subject (its name is both), or those of many subjects of a rule. An object does one thing at a time and each of these in one
 * go, so that the count is exact however many ask at once. An alarm deletes buckets that are full again: a subject that was left alone leaves nothing behind.
 */
export class RateLimiter extends DurableObject<Env> {
  async take(rule: BucketRule, bucket = OWN): Promise<Allowance> {
    const { allowance, fullAt } = take(this.#held(bucket), rule, Date.now());
    if (allowance.allowed) await this.#keep(bucket, fullAt);
    return allowance;
  }

  async giveBack(rule: BucketRule, bucket = OWN): Promise<Allowance> {
    const now = Date.now();
    const fullAt = giveBack(this.#held(bucket), rule, now);
    await this.#keep(bucket, fullAt);
    return peek(fullAt, rule, now);
  }

  peek(rule: BucketRule, bucket = OWN): Allowance {
    return peek(this.#held(bucket), rule, Date.now());
  }

  override async alarm(): Promise<void> {
    const { storage } = this.ctx;
    const now = Date.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const [bucket, fullAt] of [...storage.kv.list<FullAt>()]) {
      if (fullAt <= now) storage.kv.delete(bucket);
      else soonest = Math.min(soonest, fullAt);
    }
    if (soonest === Number.POSITIVE_INFINITY) await storage.deleteAll();
    else await storage.setAlarm(Math.max(soonest, now + TIDY_EVERY_MS));
  }

  #held(bucket: string): FullAt {
    const held = this.ctx.storage.kv.get(bucket);
    return typeof held === 'number' ? held : FULL;
  }

  /**
   * Nobody waits for the disk: what a machine that fails loses are the tokens of some milliseconds. An alarm that is planned stays, and plans the next if it
   * comes too early.
   */
  async #keep(bucket: string, fullAt: FullAt): Promise<void> {
    const { storage } = this.ctx;
    await storage.put(bucket, fullAt, { allowUnconfirmed: true });
    if ((await storage.getAlarm()) === null) await storage.setAlarm(fullAt, { allowUnconfirmed: true });
  }
}

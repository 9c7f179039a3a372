import { DurableObject } from 'cloudflare:workers';
import { type Allowance, type BucketRule, FULL, type FullAt, giveBack, peek, take } from './token-bucket.ts';

const KEY = 'full-at';

/**
 * The bucket of one rule and one subject (its name is both). An object does one thing at a time and each of these in one go, so that the count is exact
 * however many ask at once. An alarm deletes everything when the bucket is full again: a subject that was left alone leaves nothing behind.
 */
export class RateLimiter extends DurableObject<Env> {
  async take(rule: BucketRule): Promise<Allowance> {
    const { allowance, fullAt } = take(this.#held(), rule, Date.now());
    if (allowance.allowed) await this.#keep(fullAt);
    return allowance;
  }

  async giveBack(rule: BucketRule): Promise<Allowance> {
    const now = Date.now();
    const fullAt = giveBack(this.#held(), rule, now);
    await this.#keep(fullAt);
    return peek(fullAt, rule, now);
  }

  peek(rule: BucketRule): Allowance {
    return peek(this.#held(), rule, Date.now());
  }

  override async alarm(): Promise<void> {
    const fullAt = this.#held();
    if (fullAt > Date.now()) await this.ctx.storage.setAlarm(fullAt);
    else await this.ctx.storage.deleteAll();
  }

  #held(): FullAt {
    const held = this.ctx.storage.kv.get(KEY);
    return typeof held === 'number' ? held : FULL;
  }

  /**
   * Nobody waits for the disk: what a machine that fails loses are the tokens of some milliseconds. An alarm that is planned stays, and plans the next if it
   * comes too early.
   */
  async #keep(fullAt: FullAt): Promise<void> {
    const { storage } = this.ctx;
    await storage.put(KEY, fullAt, { allowUnconfirmed: true });
    if ((await storage.getAlarm()) === null) await storage.setAlarm(fullAt, { allowUnconfirmed: true });
  }
}

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { rateLimiter } from './stub.ts';

const RULE = { burst: 20, everyMs: 60_000 };

const ofNobody = () => rateLimiter(env, 'test', crypto.randomUUID());

const isEmpty = (limiter: ReturnType<typeof ofNobody>) =>
  runInDurableObject(limiter, async (_, { storage }) => ({
    kept: (await storage.list()).size,
    alarm: await storage.getAlarm(),
  }));

/** As if so much time had gone by that the one bucket of its name, or its only one, is full again. */
const fillUp = (limiter: ReturnType<typeof ofNobody>, bucket = 'full-at') =>
  runInDurableObject(limiter, (_, { storage }) => storage.put(bucket, Date.now() - 1));

describe('a rate limiter', () => {
  test('lets exactly its burst through of a hundred that come at once', async () => {
    const limiter = ofNobody();
    const answers = await Promise.all(Array.from({ length: 100 }, () => limiter.take(RULE)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(20);
    expect(answers.filter(({ allowed }) => !allowed)[0]).toMatchObject({ limit: 20, remaining: 0 });
  });

  test('counts each subject and each rule by itself', async () => {
    const [subject, single] = [crypto.randomUUID(), { burst: 1, everyMs: 60_000 }];
    await rateLimiter(env, 'one', subject).take(single);
    expect((await rateLimiter(env, 'one', subject).peek(single)).allowed).toBe(false);
    expect((await rateLimiter(env, 'two', subject).take(RULE)).remaining).toBe(19);
    expect((await ofNobody().take(RULE)).remaining).toBe(19);
  });

  test('remembers what was taken when it is evicted, and takes a token back', async () => {
    const limiter = ofNobody();
    await Promise.all(Array.from({ length: 20 }, () => limiter.take(RULE)));
    await evictDurableObject(limiter);
    expect((await limiter.take(RULE)).allowed).toBe(false);
    await limiter.giveBack(RULE);
    expect((await limiter.take(RULE)).allowed).toBe(true);
    expect((await limiter.take(RULE)).allowed).toBe(false);
  });

  test('keeps nothing of who only looks, or of a bucket that is full again', async () => {
    const limiter = ofNobody();
    await limiter.peek(RULE);
    expect(await isEmpty(limiter)).toEqual({ kept: 0, alarm: null });
    await limiter.take(RULE);
    expect(await isEmpty(limiter)).toMatchObject({ kept: 1, alarm: expect.any(Number) });
    await fillUp(limiter);
    await runDurableObjectAlarm(limiter);
    expect(await isEmpty(limiter)).toEqual({ kept: 0, alarm: null });
  });

  test('holds buckets of many subjects apart, and lets each go by itself', async () => {
    const limiter = ofNobody();
    for (let taken = 0; taken < 20; taken += 1) await limiter.take(RULE, 'one');
    expect((await limiter.take(RULE, 'one')).allowed).toBe(false);
    expect((await limiter.take(RULE, 'two')).remaining).toBe(19);
    await limiter.take(RULE, 'three');
    await fillUp(limiter, 'three');
    await runDurableObjectAlarm(limiter);
    expect(await isEmpty(limiter)).toMatchObject({ kept: 2, alarm: expect.any(Number) });
    expect((await limiter.take(RULE, 'one')).allowed).toBe(false);
  });

  test('keeps what is not full again when the alarm comes too early, and plans the next', async () => {
    const limiter = ofNobody();
    await limiter.take(RULE);
    await runDurableObjectAlarm(limiter);
    expect(await isEmpty(limiter)).toMatchObject({ kept: 1, alarm: expect.any(Number) });
    expect((await limiter.peek(RULE)).remaining).toBe(19);
  });
});

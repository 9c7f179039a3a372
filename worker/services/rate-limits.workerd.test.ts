import { listDurableObjectIds } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { type Context, contextOf } from '../context.ts';
import { addressSubject, emailSubject, giveBackToken, peekTokens, takeToken } from './rate-limits.ts';
import { giveBackGuess, mayMailReset, takeGuess } from './sign-in/guesses.ts';

const ctx = contextOf(env);
const BURST = 10;
const nobody = () => `${crypto.randomUUID()}@example.com`;

/** A context whose limiters do as they are told. */
function withLimiter(answer: () => Promise<never>): Context {
  const limiter = { take: answer, peek: answer, giveBack: answer };
  return {
    ...ctx,
    env: { ...env, RATE_LIMITER: { getByName: () => limiter } as unknown as Env['RATE_LIMITER'] },
  };
}

async function allowedOf(context: Context, subject: string, times: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: times }, () => takeToken(context, 'auth', subject)));
  return answers.filter(({ allowed }) => allowed).length;
}

describe('guesses at an account', () => {
  test('are let through exactly as often as the rule says, however many come at once', async () => {
    const email = nobody();
    const answers = await Promise.all(Array.from({ length: 50 }, () => takeGuess(ctx, email)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(BURST);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      failure: { code: 'rate_limited', retryAfterS: expect.any(Number) },
    });
  });

  test('that were right cost nothing, and do not wipe out the wrong ones before them', async () => {
    const email = nobody();
    for (let wrong = 0; wrong < BURST - 1; wrong += 1) await takeGuess(ctx, email);
    for (let right = 0; right < 5; right += 1) {
      expect((await takeGuess(ctx, email)).ok).toBe(true);
      await giveBackGuess(ctx, email);
    }
    expect((await takeGuess(ctx, email)).ok).toBe(true);
    expect((await takeGuess(ctx, email)).ok).toBe(false);
  });

  test('make no object that is there for an address which was tried, and not for another', async () => {
    const shared = [...'0123456789abcdef'].map((digit) => env.RATE_LIMITER.idFromName(`guess:${digit}`));
    const before = [...shared, ...(await listDurableObjectIds(env.RATE_LIMITER))].map(String);
    for (let address = 0; address < 20; address += 1) await takeGuess(ctx, nobody());
    const after = (await listDurableObjectIds(env.RATE_LIMITER)).map(String);
    expect(after.filter((id) => !before.includes(id))).toEqual([]);
  });

  test('count for the address however it is written, and for no other', async () => {
    const email = nobody();
    for (let wrong = 0; wrong < BURST; wrong += 1)
      await takeGuess(ctx, wrong % 2 ? email : ` ${email.toUpperCase()}`);
    expect((await takeGuess(ctx, email)).ok).toBe(false);
    expect((await takeGuess(ctx, nobody())).ok).toBe(true);
  });
});

test('three links to choose a new password are mailed to an address in an hour', async () => {
  const email = nobody();
  const asked = await Promise.all(Array.from({ length: 8 }, () => mayMailReset(ctx, email)));
  expect(asked.filter(Boolean)).toHaveLength(3);
});

test('what is no secret by itself stands in no name: addresses are hashed with the pepper', () => {
  for (const subject of [addressSubject(ctx, '203.0.113.9'), emailSubject(ctx, 'a@example.com')])
    expect(subject).toMatch(/^[0-9a-f]{64}$/);
});

describe.each([
  ['fails', () => Promise.reject(new Error('unreachable'))],
  ['hangs', () => new Promise<never>(() => {})],
])('a limiter that %s', (_, answer) => {
  const away = withLimiter(answer);

  test('locks nobody out, and lets through no more than the isolate counts by the same rule', async () => {
    const subject = crypto.randomUUID();
    expect(await allowedOf(away, subject, 40)).toBe(20);
    expect(await peekTokens(away, 'auth', subject)).toMatchObject({ allowed: false, remaining: 0 });
    await giveBackToken(away, 'auth', subject);
    expect(await allowedOf(away, subject, 5)).toBe(1);
    expect(await allowedOf(away, crypto.randomUUID(), 1)).toBe(1);
  });

  test('leaves no more than there was when it was last heard of', async () => {
    const subject = crypto.randomUUID();
    expect(await allowedOf(ctx, subject, 15)).toBe(15);
    expect(await allowedOf(away, subject, 40)).toBe(5);
  });

  test('is asked again as soon as it is back', async () => {
    const subject = crypto.randomUUID();
    await allowedOf(away, subject, 40);
    expect(await allowedOf(ctx, subject, 1)).toBe(1);
  });
});

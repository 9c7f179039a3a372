import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { BREACHED } from '../../dev/breach/breached.ts';
import type { TwinClient } from '../../dev/client.ts';
import { actionsOf, auditOf, problemOf, userIdOf } from '../../test/support/accounts.ts';
import { addSecondFactor } from '../../test/support/second-factor.ts';
import {
  anotherBrowser,
  ORIGIN,
  openSocket,
  PASSWORD,
  signedUp,
  uniqueName,
  visitor,
} from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { configOf } from '../env.ts';
import { sha256Hex } from '../security/hashes.ts';

const { db } = contextOf(env);
const NEXT = 'grumpy otters waltz';
const MailboxSchema = z.object({
  messages: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() })),
});

const change = (client: TwinClient, next: string, current = PASSWORD) =>
  client.post('/api/account/password', { current, next });
const isSignedIn = async (client: TwinClient) => (await client.get('/api/auth/me')).status === 200;
const logIn = (email: string, password: string) => visitor().post('/api/auth/login', { email, password });

describe('changing the password', () => {
  test('ends the other sessions and their sockets; the present one goes on under a new token', async () => {
    const client = await signedUp();
    const [userId, { email }, before] = [
      await userIdOf(client),
      client.account,
      client.cookie('__Host-session'),
    ];
    const other = await anotherBrowser(client.account);
    const socket = await openSocket(other);

    const answer = await change(client, NEXT);
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie().join()).toMatch(/__Host-session=[\w-]{43};.*HttpOnly; Secure/);
    expect(await socket.closed).toBe(4401);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(client)).toBe(true);
    const replay = visitor();
    replay.setCookie('__Host-session', before ?? '');
    expect(await isSignedIn(replay)).toBe(false);

    expect((await logIn(email, PASSWORD)).status).toBe(401);
    expect((await logIn(email, NEXT)).status).toBe(200);
    expect((await auditOf(userId)).find(({ action }) => action === 'password.changed')).toEqual({
      action: 'password.changed',
      meta: { sessions: 1 },
    });
    // The session is the same, so that the page's CSRF token holds.
    expect((await client.post('/api/auth/logout')).status).toBe(204);
  });

  test('takes the present password', async () => {
    const client = await signedUp();
    const other = await anotherBrowser(client.account);
    const refused = await change(client, NEXT, 'another password');
    expect(await problemOf(refused)).toMatchObject({ code: 'password_wrong', status: 400 });
    expect(await isSignedIn(other)).toBe(true);
    expect((await logIn(client.account.email, PASSWORD)).status).toBe(200);
  });

  test('holds the next one to the rules', async () => {
    const client = await signedUp();
    const name = client.account.email.split('@')[0] ?? '';
    const refusals = ['vkq wzxb', 'password123456789', `${name}-2026`, BREACHED].map((next) =>
      change(client, next),
    );
    const codes = await Promise.all(refusals.map(async (answer) => (await problemOf(await answer)).code));
    expect(codes).toEqual(['password_too_short', 'password_common', 'password_common', 'password_breached']);
  });

  test.each([
    ['in two browsers', (client: TwinClient) => anotherBrowser(client.account)],
    ['in two tabs of one', async (client: TwinClient) => client],
  ])('at the same time %s is done once', async (_, elsewhere) => {
    const client = await signedUp();
    const other = await elsewhere(client);
    await client.csrfToken();
    const answers = await Promise.all([change(client, NEXT), change(other, 'seven bears sing')]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
  });

  test('voids a link for a reset that is out', async () => {
    const client = await signedUp();
    const token = await askForReset(client.account.email);
    await change(client, NEXT);
    expect(await problemOf(await confirm(token, 'seven bears sing'))).toMatchObject({
      code: 'reset_invalid',
    });
  });
});

/** Asks, and reads the token off the mail. */
async function askForReset(email: string): Promise<string> {
  const before = (await mailbox(email)).length;
  expect((await visitor().post('/api/auth/reset', { email })).status).toBe(202);
  const mail = await vi.waitUntil(async () => (await mailbox(email))[before], {
    timeout: 30_000,
    interval: 50,
  });
  const [, token = ''] = /\/reset#([\w-]{43})\n/.exec(mail.text) ?? [];
  expect(mail).toMatchObject({ subject: 'Choose a new password' });
  expect(mail.text).toContain(`${ORIGIN}/reset#`);
  return token;
}

async function mailbox(email: string) {
  const url = new URL('/messages', configOf(env).MAIL_URL);
  url.searchParams.set('to', email);
  return MailboxSchema.parse(await (await fetch(url)).json()).messages;
}

const confirm = (token: string, password: string) =>
  visitor().post('/api/auth/reset/confirm', { token, password });

describe('a reset by mail', () => {
  test('is answered alike for an account and for nobody, who gets no mail', async () => {
    const { email } = (await signedUp()).account;
    const nobody = `${uniqueName()}@example.com`;
    const answers = await Promise.all(
      [email, nobody].map((to) => visitor().post('/api/auth/reset', { email: to })),
    );
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['', '']);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    await vi.waitUntil(async () => (await mailbox(email)).length === 1, { timeout: 30_000, interval: 50 });
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(await mailbox(nobody)).toEqual([]);
  });

  test('is mailed three times an hour to an address, and answered as ever after that', async () => {
    const { email } = (await signedUp()).account;
    for (let mail = 1; mail <= 3; mail += 1) await askForReset(email);
    expect((await visitor().post('/api/auth/reset', { email })).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    expect(await mailbox(email)).toHaveLength(3);
  });

  test('keeps a hash of its token, and sets the password once', async () => {
    const client = await signedUp();
    const [userId, { email }] = [await userIdOf(client), client.account];
    const socket = await openSocket(client);
    const token = await askForReset(email);
    const { rows } = await db.execute(sql`select token_hash from password_reset where user_id = ${userId}`);
    expect(rows).toEqual([{ token_hash: sha256Hex(token) }]);

    expect((await confirm(token, NEXT)).status).toBe(204);
    expect(await socket.closed).toBe(4401);
    expect(await isSignedIn(client)).toBe(false);
    expect((await logIn(email, PASSWORD)).status).toBe(401);
    expect((await logIn(email, NEXT)).status).toBe(200);
    expect(await problemOf(await confirm(token, 'seven bears sing'))).toMatchObject({
      code: 'reset_invalid',
      status: 400,
    });
    expect(await actionsOf(userId)).toEqual(
      expect.arrayContaining(['password_reset.asked', 'password.reset']),
    );
  });

  test('is good once of two that come at the same time', async () => {
    const { email } = (await signedUp()).account;
    const token = await askForReset(email);
    const answers = await Promise.all([confirm(token, NEXT), confirm(token, 'seven bears sing')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
  });

  test('is not used up by a password that is refused, which is held to the rules', async () => {
    const { email } = (await signedUp()).account;
    const token = await askForReset(email);
    for (const [password, code] of [
      ['vkq wzxb', 'password_too_short'],
      ['password123456789', 'password_common'],
      [BREACHED, 'password_breached'],
    ] as const)
      expect(await problemOf(await confirm(token, password))).toMatchObject({ code, status: 400 });
    expect((await confirm(token, NEXT)).status).toBe(204);
  });

  test('is good for half an hour', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    const token = await askForReset(client.account.email);
    const { rows } = await db.execute<{ left: number }>(
      sql`select extract(epoch from expires_at - now())::float / 60 as left from password_reset where user_id = ${userId}`,
    );
    expect(rows[0]?.left).toBeGreaterThan(29);
    expect(rows[0]?.left).toBeLessThanOrEqual(30);
    await db.execute(sql`update password_reset set expires_at = now() where user_id = ${userId}`);
    expect((await confirm(token, NEXT)).status).toBe(400);
    expect(await isSignedIn(client)).toBe(true);
  });

  test('concerns the oldest account of the address', async () => {
    const oldest = await signedUp();
    const newest = visitor();
    await newest.enter({ email: oldest.account.email, password: 'seven bears sing' });
    const token = await askForReset(oldest.account.email);
    expect((await confirm(token, NEXT)).status).toBe(204);
    expect(await isSignedIn(newest)).toBe(true);
    expect(await isSignedIn(oldest)).toBe(false);
  });

  test('does without a second factor nothing but set the password, of which eight characters are enough with one', async () => {
    const client = await signedUp();
    await addSecondFactor(client);
    const { email } = client.account;
    expect((await confirm(await askForReset(email), 'vkq wzxb')).status).toBe(204);
    expect(await problemOf(await logIn(email, 'vkq wzxb'))).toMatchObject({ code: 'second_factor_required' });
  });

  test.each(['', 'nothing that was ever sent'])('with the token "%s" does nothing', async (token) => {
    expect((await confirm(token, NEXT)).status).toBe(400);
  });
});

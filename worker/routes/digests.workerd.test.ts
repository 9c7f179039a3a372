import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Digest,
  DigestResponseSchema,
  type DigestsResponse,
  DigestsResponseSchema,
  LatestDigestSchema,
} from '../../contracts/digests.ts';
import { SettingsResponseSchema } from '../../contracts/settings.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { actionsOf, userIdOf } from '../../test/support/accounts.ts';
import { keysOf } from '../../test/support/owner.ts';
import { signedUp, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { archiveDigests } from '../jobs/archive-digests.ts';
import { makeDigests } from '../jobs/make-digests.ts';

const ctx = contextOf(env);
const WEEK_MS = 7 * 24 * 3_600_000;
const NEWEST_MS = Date.UTC(2026, 10, 23);
const WEEKS = 50;

const latest = async (client: TwinClient) =>
  parse(await client.get('/api/digests/weekly/latest'), LatestDigestSchema);
const one = async (client: TwinClient, key: string): Promise<Digest> =>
  (await parse(await client.get(`/api/digests/weekly/${key}`), DigestResponseSchema)).digest;
const page = async (client: TwinClient, cursor?: string): Promise<DigestsResponse> =>
  parse(
    await client.get(`/api/digests/weekly${cursor === undefined ? '' : `?cursor=${cursor}`}`),
    DigestsResponseSchema,
  );

async function withAccount(): Promise<{ client: TwinClient; userId: string }> {
  const client = await signedUp();
  return { client, userId: await userIdOf(client) };
}

async function makeOne(userId: string, at: number): Promise<void> {
  await makeDigests(ctx, { weekOverAt: new Date(at).toISOString(), userIds: [userId] });
}

describe('the archive', () => {
  let client: TwinClient;
  let userId: string;

  beforeAll(async () => {
    ({ client, userId } = await withAccount());
    for (let n = 0; n < WEEKS; n += 1) await makeOne(userId, NEWEST_MS - n * WEEK_MS);
    await archiveDigests(ctx, new Date(NEWEST_MS));
  });

  test('lists every week once, the newest first, wherever it lies', async () => {
    expect((await keysOf(`digests/${userId}/`)).length).toBeGreaterThan(20);
    const [starts, sizes]: [string[], number[]] = [[], []];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const answer: DigestsResponse = await page(client, cursor);
      starts.push(...answer.digests.map(({ periodStart }) => periodStart));
      sizes.push(answer.digests.length);
      cursor = answer.cursor;
    }
    const wanted = Array.from({ length: WEEKS }, (_, n) =>
      new Date(NEWEST_MS - (n + 1) * WEEK_MS).toISOString(),
    );
    expect(starts).toEqual(wanted);
    expect(sizes).toEqual([20, 20, 10]);
  });

  test('holds a digest as it was, by its id and by its week', async () => {
    const { digest } = await latest(client);
    expect(await one(client, digest?.id ?? '')).toEqual(digest);
    const oldest = new Date(NEWEST_MS - WEEKS * WEEK_MS).toISOString();
    const byWeek = await one(client, oldest);
    expect(byWeek).toMatchObject({ periodStart: oldest, payload: { fills: 0, periodStart: oldest } });
    expect(await one(client, byWeek.id)).toEqual(byWeek);
    const { rows } = await ctx.db.execute(sql`select from digest where id = ${byWeek.id}`);
    expect(rows).toEqual([]);
  });

  test('lists a digest once that was put into R2 and is still in the database', async () => {
    const [first] = (await page(client)).digests;
    const key = `digests/${userId}/${first?.periodStart}.json`;
    await env.SNAPSHOTS.put(key, '{}', { customMetadata: { id: first?.id ?? '' } });
    const all: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const answer: DigestsResponse = await page(client, cursor);
      all.push(...answer.digests.map(({ id }) => id));
      cursor = answer.cursor;
    }
    await env.SNAPSHOTS.delete(key);
    expect(new Set(all).size).toBe(WEEKS);
    expect(all).toHaveLength(WEEKS);
  });

  test('is nobody else’s', async () => {
    const { client: stranger } = await withAccount();
    const { digests } = await page(client);
    const old = new Date(NEWEST_MS - WEEKS * WEEK_MS).toISOString();
    for (const key of [
      digests[0]?.id ?? '',
      digests[0]?.periodStart ?? '',
      old,
      (await one(client, old)).id,
    ]) {
      expect((await client.get(`/api/digests/weekly/${key}`)).status).toBe(200);
      expect((await stranger.get(`/api/digests/weekly/${key}`)).status).toBe(404);
    }
    expect(await page(stranger)).toEqual({ digests: [], cursor: null });
  });
});

test.each([
  '/api/digests/weekly',
  '/api/digests/weekly/latest',
  '/api/digests/weekly/01ARZ3NDEKTSV4RRFFQ69G5FAV',
])('%s is refused to visitors', async (path) => {
  expect((await visitor().get(path)).status).toBe(401);
});

test.each([
  '/api/digests/weekly/yesterday',
  '/api/digests/weekly?cursor=1',
  '/api/digests/weekly?before=2026-01-01T00:00:00Z',
  '/api/digests/weekly/latest?all=1',
])('%s is refused for its form', async (path) => {
  const { client } = await withAccount();
  const answer = await client.get(path);
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid_request' }]);
});

describe('the mail', () => {
  const MAILBOX = env as unknown as { MAIL_URL: string };

  async function mailsTo(email: string): Promise<{ subject: string; text: string }[]> {
    const url = new URL('/messages', MAILBOX.MAIL_URL);
    url.searchParams.set('to', email);
    return (await (await fetch(url)).json<{ messages: { subject: string; text: string }[] }>()).messages;
  }
  async function emailOf(client: TwinClient): Promise<string> {
    return (await (await client.get('/api/auth/me')).json<{ user: { email: string } }>()).user.email;
  }
  async function change(client: TwinClient, body: unknown) {
    const answer = await client.send('PUT', '/api/account/settings', JSON.stringify(body));
    return (await parse(answer, SettingsResponseSchema)).settings;
  }
  const PLAIN = { timezone: 'UTC', matching: 'fifo', riskPerTrade: null };

  test('goes out once to who asked for it, after the digest is stored', async () => {
    const { client, userId } = await withAccount();
    const email = await emailOf(client);
    await change(client, { ...PLAIN, digestByMail: true });
    await makeOne(userId, NEWEST_MS);
    await makeOne(userId, NEWEST_MS);
    expect(await mailsTo(email)).toMatchObject([
      {
        subject: 'Your week of 16 November 2026',
        text: expect.stringContaining('You did not trade this week.'),
      },
    ]);
    expect((await latest(client)).digest?.deliveredAt).not.toBeNull();
  });

  test('goes to nobody who has not asked, or has taken it back', async () => {
    const { client, userId } = await withAccount();
    await makeOne(userId, NEWEST_MS - WEEK_MS);
    await change(client, { ...PLAIN, digestByMail: true });
    await change(client, { ...PLAIN, digestByMail: false });
    await makeOne(userId, NEWEST_MS);
    expect(await mailsTo(await emailOf(client))).toEqual([]);
    expect((await latest(client)).digest?.deliveredAt).toBeNull();
    expect((await actionsOf(userId)).slice(-2)).toEqual(['digest_mail.turned_on', 'digest_mail.turned_off']);
  });

  test('is off until it is asked for, and stays as it is where settings are saved without a word of it', async () => {
    const { client } = await withAccount();
    const { settings, sendsMail } = await parse(
      await client.get('/api/account/settings'),
      SettingsResponseSchema,
    );
    expect([settings.digestByMail, sendsMail]).toEqual([false, true]);
    await change(client, { ...PLAIN, digestByMail: true });
    expect(await change(client, { ...PLAIN, riskPerTrade: '5' })).toEqual({
      ...PLAIN,
      riskPerTrade: '5',
      digestByMail: true,
    });
  });
});

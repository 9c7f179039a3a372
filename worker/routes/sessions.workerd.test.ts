import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { SessionsResponseSchema } from '../../contracts/account-security.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { auditOf, problemOf, userIdOf } from '../../test/support/accounts.ts';
import { anotherBrowser, openSocket, signedUp, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { tidyUp } from '../jobs/tidy-up.ts';
import { sha256Hex } from '../security/hashes.ts';

const { db } = contextOf(env);

const LINUX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';

const sessionsOf = async (client: TwinClient) =>
  (await parse(await client.get('/api/account/sessions'), SessionsResponseSchema)).sessions;
const currentOf = async (client: TwinClient) => (await sessionsOf(client)).find(({ current }) => current);
const end = (client: TwinClient, path = '') => client.send('DELETE', `/api/account/sessions${path}`);
const isSignedIn = async (client: TwinClient) => (await client.get('/api/auth/me')).status === 200;

/** Moves the times of a client's session into the past. */
async function age(
  client: TwinClient,
  column: 'last_seen_at' | 'expires_at',
  interval: string,
): Promise<void> {
  const hash = sha256Hex(client.cookie('__Host-session') ?? '');
  await db.execute(
    sql`update session set ${sql.identifier(column)} = now() - ${interval}::interval where token_hash = ${hash}`,
  );
}

async function lastSeenOf(client: TwinClient): Promise<number> {
  const hash = sha256Hex(client.cookie('__Host-session') ?? '');
  const { rows } = await db.execute<{ age: number }>(
    sql`select extract(epoch from now() - last_seen_at)::float as age from session where token_hash = ${hash}`,
  );
  return rows[0]?.age ?? Number.NaN;
}

describe('the list of sessions', () => {
  test('names each by its device, the newest first, and the one that asks', async () => {
    const first = await signedUp();
    await anotherBrowser(first.account, LINUX);
    const phone = await anotherBrowser(first.account, IPHONE);
    const sessions = await sessionsOf(phone);
    expect(sessions.map(({ device, current }) => [device, current])).toEqual([
      ['Safari on iOS', true],
      ['Firefox on Linux', false],
      ['Unknown device', false],
    ]);
    const [{ createdAt, expiresAt } = { createdAt: '', expiresAt: '' }] = sessions;
    const days = (Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000;
    expect(days).toBeCloseTo(90, 3);
  });

  test('leaves out what has ended, and is refused to visitors', async () => {
    const client = await signedUp();
    const idle = await anotherBrowser(client.account);
    await age(idle, 'last_seen_at', '15 days');
    expect(await sessionsOf(client)).toHaveLength(1);
    expect((await visitor().get('/api/account/sessions')).status).toBe(401);
  });
});

describe('revoking a session', () => {
  test('ends it and its sockets at once, and is written down', async () => {
    const [client, userId] = await signedUp().then(async (one) => [one, await userIdOf(one)] as const);
    const other = await anotherBrowser(client.account, LINUX);
    const socket = await openSocket(other);
    expect(socket.status).toBe(101);
    const id = (await currentOf(other))?.id;

    expect((await end(client, `/${id}`)).status).toBe(204);
    expect(await socket.closed).toBe(4401);
    expect(await isSignedIn(other)).toBe(false);
    expect((await openSocket(other)).status).toBe(401);
    expect(await isSignedIn(client)).toBe(true);
    expect((await auditOf(userId)).at(-1)).toEqual({
      action: 'session.revoked',
      meta: { device: 'Firefox on Linux' },
    });
  });

  test('that is of somebody else, of nobody or gone is answered alike', async () => {
    const [client, stranger] = [await signedUp(), await signedUp()];
    const other = await anotherBrowser(client.account);
    const [gone, strange] = [(await currentOf(other))?.id, (await currentOf(stranger))?.id];
    await end(client, `/${gone}`);
    const answers = [strange, gone, contextOf(env).newId()].map((id) => end(client, `/${id}`));
    const problems = await Promise.all(answers.map(async (answer) => problemOf(await answer)));
    expect(problems[0]).toMatchObject({ status: 404, code: 'not_found' });
    expect(problems).toEqual([problems[0], problems[0], problems[0]]);
    expect(await isSignedIn(stranger)).toBe(true);
  });

  test('that asks signs it out', async () => {
    const client = await signedUp();
    const id = (await currentOf(client))?.id;
    expect((await end(client, `/${id}`)).status).toBe(204);
    expect(client.cookie('__Host-session')).toBeUndefined();
  });

  test('all others leaves the one that asks', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    const others = [await anotherBrowser(client.account), await anotherBrowser(client.account)];
    const sockets = await Promise.all(others.map(openSocket));
    const mine = await openSocket(client);
    let isMineOpen = true;
    void mine.closed.then(() => {
      isMineOpen = false;
    });

    expect((await end(client)).status).toBe(204);
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
    expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false]);
    expect(await isSignedIn(client)).toBe(true);
    expect(isMineOpen).toBe(true);
    expect((await auditOf(userId)).at(-1)).toEqual({ action: 'session.revoked', meta: { sessions: 2 } });
  });

  test('all others, of which there is none, is nothing to write down', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    expect((await end(client)).status).toBe(204);
    expect((await auditOf(userId)).at(-1)?.action).toBe('account.signed_up');
  });
});

describe('a session ends', () => {
  test.each([
    ['after two weeks without use', 'last_seen_at', '14 days 1 second'],
    ['at its end, however much it was used', 'expires_at', '1 second'],
  ] as const)('%s', async (_, column, interval) => {
    const client = await signedUp();
    await age(client, column, interval);
    expect(await isSignedIn(client)).toBe(false);
    expect((await openSocket(client)).status).toBe(401);
  });

  test('not before two weeks without use, which a request then ends', async () => {
    const client = await signedUp();
    await age(client, 'last_seen_at', '13 days 23 hours');
    expect(await isSignedIn(client)).toBe(true);
    expect(await lastSeenOf(client)).toBeLessThan(60);
  });
});

describe('that a session was used', () => {
  test('is written every ten minutes', async () => {
    const client = await signedUp();
    await age(client, 'last_seen_at', '9 minutes 30 seconds');
    await isSignedIn(client);
    expect(await lastSeenOf(client)).toBeGreaterThan(9 * 60);
    await age(client, 'last_seen_at', '10 minutes 1 second');
    await isSignedIn(client);
    expect(await lastSeenOf(client)).toBeLessThan(60);
  });

  test('is not told by a socket, which opens by itself', async () => {
    const client = await signedUp();
    await age(client, 'last_seen_at', '1 hour');
    expect((await openSocket(client)).status).toBe(101);
    expect(await lastSeenOf(client)).toBeGreaterThan(3_000);
  });
});

test('what has ended is deleted once a day', async () => {
  const [old, idle, live] = [await signedUp(), await signedUp(), await signedUp()];
  await age(old, 'expires_at', '1 minute');
  await age(idle, 'last_seen_at', '15 days');
  await tidyUp(contextOf(env), new Date());
  const hashes = [old, idle, live].map((client) => sha256Hex(client.cookie('__Host-session') ?? ''));
  const kept = hashes.map(async (hash) => {
    const { rows } = await db.execute(sql`select from session where token_hash = ${hash}`);
    return rows.length;
  });
  expect(await Promise.all(kept)).toEqual([0, 0, 1]);
});

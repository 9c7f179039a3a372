import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { EventsResponseSchema } from '../../../contracts/feed.ts';
import { accountsByEmail } from '../../../db/queries/accounts.ts';
import { beginErasure, endErasure, eraseRows } from '../../../db/queries/erasure.ts';
import { claimJob, requestJob } from '../../../db/queries/jobs.ts';
import type { TwinClient } from '../../../dev/client.ts';
import { FEED_HEADERS } from '../../../durable/handshake.ts';
import { userFeed } from '../../../durable/stub.ts';
import { problemOf, userIdOf } from '../../../test/support/accounts.ts';
import { exported } from '../../../test/support/exports.ts';
import { asOwner, keysOf, rowsOf } from '../../../test/support/owner.ts';
import { scoredTrader } from '../../../test/support/scored-trader.ts';
import { addSecondFactor, appCode } from '../../../test/support/second-factor.ts';
import { ORIGIN, PASSWORD, signedUp, visitor } from '../../../test/support/trader.ts';
import { contextOf, forUser } from '../../context.ts';
import { sweep } from '../../jobs/sweep.ts';
import { requestFileImport } from '../imports/file-imports.ts';
import {
  eraseFeed,
  eraseLeft,
  eraseManyRows,
  eraseNow,
  eraseObjects,
  giveBackPermissions,
  USER_PREFIXES,
} from './erase-account.ts';

const ctx = contextOf(env);
const SLOW_MS = 90_000;

interface Person {
  client: TwinClient;
  userId: string;
}

/** Somebody of whom something is kept everywhere: tables, feed, three places of R2. */
async function known(): Promise<Person> {
  const { client, userId } = await scoredTrader(3);
  for (const prefix of USER_PREFIXES) await env.SNAPSHOTS.put(`${prefix}/${userId}/kept`, 'something');
  return { client, userId };
}

async function whatIsKept({ userId }: Person) {
  const rows = Object.entries(await rowsOf(userId)).filter(([, count]) => count > 0);
  const objects = (await Promise.all(USER_PREFIXES.map((prefix) => keysOf(`${prefix}/${userId}/`)))).flat();
  const page = await userFeed(env, userId).fetch('http://feed/?limit=1000');
  const { events } = EventsResponseSchema.parse(await page.json());
  return { rows: Object.fromEntries(rows), objects: objects.sort(), events: events.length };
}

const EXPORT_FILE = [
  'Date(UTC),Pair,Side,Price,Executed,Amount,Fee',
  '2021-05-08 12:00:01,DOGEUSDT,BUY,0.6820,500.5DOGE,341.341USDT,0.00042BNB',
].join('\n');

const NOTHING = { rows: {}, objects: [], events: 0 };

const erase = ({ client }: Person, body: unknown) =>
  client.send('DELETE', '/api/account', JSON.stringify(body));

/** As the route begins it, and no further. */
async function begun(person: Person): Promise<void> {
  const { userId } = person;
  await beginErasure(forUser(ctx, userId).db, userId, {
    id: ctx.newId(),
    userId,
    action: 'account.deletion_asked',
  });
}

async function socketOf({ userId }: Person): Promise<{ closed: number[] }> {
  const answer = await userFeed(env, userId).fetch(`http://feed/?tab=${crypto.randomUUID()}`, {
    headers: { upgrade: 'websocket', [FEED_HEADERS.sessionId]: 'session' },
  });
  const closed: number[] = [];
  answer.webSocket?.addEventListener('close', ({ code }) => void closed.push(code));
  answer.webSocket?.accept();
  return { closed };
}

describe('deleting an account', { timeout: SLOW_MS }, () => {
  test('leaves no row in any table that names a user, no object, and an empty feed; another account keeps everything', async () => {
    const [person, other] = [await known(), await known()];
    await exported(person.client);
    const [before, others] = [await whatIsKept(person), await whatIsKept(other)];
    expect(Object.keys(before.rows).length).toBeGreaterThan(12);
    // With it go the secrets, wherever a copy of them may be.
    expect(before.rows.data_key).toBe(1);
    expect(before.events).toBeGreaterThan(3);
    expect(before.objects.length).toBeGreaterThan(3);
    expect((await erase(person, { password: PASSWORD })).status).toBe(202);
    await vi.waitUntil(async () => (await rowsOf(person.userId)).erasure === 0, 30_000);
    expect(await whatIsKept(person)).toEqual(NOTHING);
    expect(await whatIsKept(other)).toEqual(others);
  });

  test('ends every session at once, closes the sockets, and keeps nothing to sign in with', async () => {
    const person = { client: await signedUp(), userId: '' };
    const { user } = await (await person.client.get('/api/auth/me')).json<{
      user: { id: string; email: string };
    }>();
    const elsewhere = visitor();
    await elsewhere.post('/api/auth/login', { email: user.email, password: PASSWORD });
    const socket = await socketOf({ ...person, userId: user.id });
    const answer = await erase(person, { password: PASSWORD });
    expect([answer.status, await answer.text()]).toEqual([202, '']);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
    expect(person.client.cookie('__Host-session')).toBeUndefined();
    for (const client of [person.client, elsewhere])
      expect((await client.get('/api/auth/me')).status).toBe(401);
    await vi.waitUntil(() => socket.closed.length === 1, 30_000);
    expect(socket.closed).toEqual([4401]);
    expect(await accountsByEmail(ctx.db, user.email)).toEqual([]);
    const again = await visitor().post('/api/auth/login', { email: user.email, password: PASSWORD });
    expect(again.status).toBe(401);
  });

  test('takes the password of the account: without it nothing happens but an entry in the audit log', async () => {
    const { client, userId } = { client: await signedUp(), userId: '' };
    const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
    const refused = await erase({ client, userId }, { password: `${PASSWORD}.` });
    expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([400, 'password_wrong']);
    for (const body of [{}, { password: PASSWORD, everything: true }]) {
      expect((await erase({ client, userId }, body)).status).toBe(400);
    }
    expect((await client.send('DELETE', '/api/account', undefined)).status).toBe(400);
    expect((await client.get('/api/auth/me')).status).toBe(200);
    expect((await rowsOf(user.id)).erasure).toBe(0);
    const entries = await asOwner('select action from audit where user_id = $1 order by seq', [user.id]);
    expect(entries.at(-1)).toEqual({ action: 'account.deletion_refused' });
  });

  test('takes a code as well where there is a second factor', async () => {
    const person = { client: await signedUp(), userId: '' };
    const userId = await userIdOf(person.client);
    const { secret } = await addSecondFactor(person.client);
    const codeOf = async (answer: Response) => problemOf(answer).then(({ code }) => code);
    expect(await codeOf(await erase(person, { password: PASSWORD }))).toBe('second_factor_required');
    expect(await codeOf(await erase(person, { password: PASSWORD, code: '000000' }))).toBe(
      'second_factor_wrong',
    );
    expect((await rowsOf(userId)).erasure).toBe(0);
    expect((await erase(person, { password: PASSWORD, code: appCode(secret) })).status).toBe(202);
    expect((await person.client.get('/api/auth/me')).status).toBe(401);
  });

  test('starts no job any more, and takes running ones from their workers', async () => {
    const person = await known();
    const ask = (key: string) =>
      requestJob(ctx.db, { userId: person.userId, kind: 'score', key, params: {} });
    const [running, queued] = [await ask(crypto.randomUUID()), await ask(crypto.randomUUID())];
    await claimJob(ctx.db, running.id, 'worker', 30_000);
    await begun(person);
    const { rows } = await ctx.db.execute(
      sql`select status, lease_owner from job where id in (${running.id}, ${queued.id})`,
    );
    expect(rows).toEqual(Array.from({ length: 2 }, () => ({ status: 'dead', lease_owner: null })));
    const late = await ask(crypto.randomUUID());
    expect(await claimJob(ctx.db, late.id, 'another', 30_000)).toBeUndefined();
  });

  test('finds the rows of a table that is made later', async () => {
    const person = await known();
    await asOwner('create table later_note (user_id text not null, note text)');
    try {
      await asOwner('insert into later_note values ($1, $2)', [person.userId, 'a note']);
      await begun(person);
      await sweep(ctx);
      expect(await whatIsKept(person)).toEqual(NOTHING);
    } finally {
      await asOwner('drop table later_note');
    }
  });
});

/** What the deletion does after it was asked for, step by step. */
const STEPS: [string, (userId: string) => Promise<unknown>][] = [
  ['it was asked for', async () => undefined],
  ['the feed was erased', (userId) => eraseFeed(ctx, userId)],
  ['the brokers were given back their permissions', (userId) => giveBackPermissions(ctx, userId)],
  ['the objects were deleted', (userId) => eraseObjects(ctx, userId)],
  ['many rows were deleted', (userId) => eraseManyRows(ctx, userId)],
  ['the rows were deleted', (userId) => eraseRows(ctx.db, userId)],
  ['the objects were looked for again', (userId) => eraseObjects(ctx, userId)],
];

describe('a deletion that was killed', { timeout: SLOW_MS }, () => {
  test.each(STEPS.map(([name], at) => [name, at] as const))(
    'after %s is brought to its end by the sweep',
    async (_, at) => {
      const person = await known();
      await begun(person);
      for (const [, step] of STEPS.slice(0, at + 1)) await step(person.userId);
      await sweep(ctx);
      expect(await whatIsKept(person)).toEqual(NOTHING);
      // And once more, as a sweep that had begun before this one was done.
      await eraseRows(ctx.db, person.userId);
      await endErasure(ctx.db, person.userId);
      expect(await whatIsKept(person)).toEqual(NOTHING);
    },
  );

  test('is done once by many at the same moment', async () => {
    const person = await known();
    await begun(person);
    await Promise.all([sweep(ctx), sweep(ctx), sweep(ctx)]);
    await sweep(ctx);
    expect(await whatIsKept(person)).toEqual(NOTHING);
  });

  test('leaves nothing of what comes late: an object, an event on its way, an upload', async () => {
    const person = await known();
    await begun(person);
    await eraseFeed(ctx, person.userId);
    await eraseObjects(ctx, person.userId);
    await eraseManyRows(ctx, person.userId);
    await eraseRows(ctx.db, person.userId);
    await env.SNAPSHOTS.put(`uploads/${person.userId}/late.csv`, 'a file');
    const event = {
      id: ctx.newId(),
      type: 'coach.reflect',
      ts: new Date().toISOString(),
      v: 1,
      payload: '{}',
    };
    await userFeed(env, person.userId).append([event]);
    await sweep(ctx);
    expect(await whatIsKept(person)).toEqual(NOTHING);
  });

  test('looks once more when its rows are gone: what was written behind its back does not stay', async () => {
    const person = await known();
    await begun(person);
    const late = `uploads/${person.userId}/late.csv`;
    let looked = 0;
    const bucket = new Proxy(env.SNAPSHOTS, {
      get(target, name) {
        const method = Reflect.get(target, name).bind(target);
        if (name !== 'list') return method;
        return async (options: R2ListOptions) => {
          const page = await method(options);
          // The first look has just found nothing left at the last of the three places.
          if (options.prefix?.startsWith('digests/') && page.objects.length === 0 && looked++ === 0)
            await target.put(late, 'a file');
          return page;
        };
      },
    });
    await eraseNow({ ...ctx, env: { ...env, SNAPSHOTS: bucket } }, person.userId);
    expect(looked).toBe(2);
    expect(await whatIsKept(person)).toEqual(NOTHING);
  });

  test('leaves nothing of an upload that had begun before it', async () => {
    const client = await signedUp();
    const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
    const person = { client, userId: user.id };
    await begun(person);
    await sweep(ctx);
    const file = new File([EXPORT_FILE], 'late.csv', { type: 'text/csv' });
    const asked = requestFileImport(forUser(ctx, user.id), user.id, file, { dryRun: false });
    await expect(asked).rejects.toThrow();
    expect(await whatIsKept(person)).toEqual(NOTHING);
  });

  test('that fails again and again keeps no other waiting', async () => {
    const stuck = Array.from({ length: 5 }, () => ctx.newId());
    const other = ctx.newId();
    await asOwner(
      `insert into erasure (user_id, asked_at)
       select id, now() - interval '1 day' from jsonb_array_elements_text($1::jsonb) id
       union all select $2, now()`,
      [JSON.stringify(stuck), other],
    );
    const bucket = new Proxy(env.SNAPSHOTS, {
      get(target, name) {
        const method = Reflect.get(target, name).bind(target);
        if (name !== 'list') return method;
        return (options: R2ListOptions) => {
          if (stuck.some((id) => options.prefix?.includes(id))) throw new Error('R2 does not answer.');
          return method(options);
        };
      },
    });
    const failing = { ...ctx, env: { ...env, SNAPSHOTS: bucket } };
    await vi.waitUntil(
      async () => {
        await eraseLeft(failing);
        return (await rowsOf(other)).erasure === 0;
      },
      { timeout: 30_000 },
    );
    for (const id of stuck) {
      expect((await rowsOf(id)).erasure).toBe(1);
      await endErasure(ctx.db, id);
    }
  });

  test('of thousands of trades takes them slice by slice', async () => {
    const person = { client: await signedUp(), userId: '' };
    const { user } = await (await person.client.get('/api/auth/me')).json<{ user: { id: string } }>();
    await asOwner(
      `insert into trade (id, user_id, broker, ext_id, symbol, side, qty, price, ts)
       select right($1, 16) || lpad(n::text, 10, '0'), $1, 'kraken', n::text, 'BTC-USD', 'BUY', 1, 1, now() from generate_series(1, 4500) n`,
      [user.id],
    );
    const one = { ...person, userId: user.id };
    await begun(one);
    await sweep(ctx);
    expect(await whatIsKept(one)).toEqual(NOTHING);
  });
});

test('a page that is not the app cannot have an account deleted', async () => {
  const client = await signedUp();
  const body = JSON.stringify({ password: PASSWORD });
  const from = async (headers: Record<string, string | null>) =>
    (await client.send('DELETE', '/api/account', body, headers)).status;
  expect(await from({ origin: 'https://evil.example' })).toBe(403);
  expect(await from({ origin: ORIGIN, 'x-csrf-token': 'made up' })).toBe(403);
  expect((await client.get('/api/auth/me')).status).toBe(200);
});

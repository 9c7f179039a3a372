import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { rateLimiter } from '../../durable/stub.ts';
import { healBrokers, ORIGIN, signedUp, steer, uniqueName } from '../../test/support/trader.ts';
import { app } from '../app.ts';
import { contextOf, forUser } from '../context.ts';
import { tidyUp } from '../jobs/tidy-up.ts';
import { beginRequest, endRequest } from '../services/idempotency.ts';

const ctx = contextOf(env);
const { db } = ctx;
const START = '/api/brokers/coinbase/connect/start';
const UPLOAD = '/api/trades/import/file';
const CSV = [
  'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit',
  'default,1,BTC-USD,BUY,2026-11-10T10:00:00Z,0.01,BTC,60000,3.6,-603.6,USD',
].join('\n');

afterEach(healBrokers);

const newKey = () => crypto.randomUUID();

const post = (client: TwinClient, key: string, path = START, body?: string | FormData) =>
  client.send('POST', path, body, { 'idempotency-key': key });

async function userIdOf(client: TwinClient): Promise<string> {
  return (await (await client.get('/api/auth/me')).json<{ user: { id: string } }>()).user.id;
}

/** How often connecting was begun: each time leaves a row. */
async function startsOf(client: TwinClient): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from oauth_state where user_id = ${await userIdOf(client)}`,
  );
  return rows[0]?.n ?? 0;
}

async function keysOf(client: TwinClient) {
  const { rows } = await db.execute<{ key: string; status: number | null; request_hash: string }>(
    sql`select key, status, request_hash from idempotency_key where user_id = ${await userIdOf(client)}`,
  );
  return rows;
}

/** As if the key had been used for so long. */
async function age(key: string, by: string): Promise<void> {
  await db.execute(
    sql`update idempotency_key set created_at = created_at - ${by}::interval where key = ${key}`,
  );
}

function formOf(text: string, name = 'fills.csv'): FormData {
  const form = new FormData();
  form.set('file', new File([text], name, { type: 'text/csv' }));
  return form;
}

describe('a POST with an Idempotency-Key', () => {
  test('is done once of twenty that come at once, and all that are answered are answered the same', async () => {
    const [client, key] = [await signedUp(), newKey()];
    await client.csrfToken();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(client, key)));
    expect(await startsOf(client)).toBe(1);
    const done = answers.filter(({ status }) => status === 200);
    expect(done.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1);
    expect(new Set(await Promise.all(done.map((answer) => answer.text()))).size).toBe(1);
    for (const early of answers.filter(({ status }) => status !== 200)) {
      expect(early.headers.get('retry-after')).toBe('1');
      expect(await early.json()).toMatchObject({ status: 409, code: 'idempotency_in_progress' });
    }
  });

  test('gets the saved reply when it comes again: status, type and body', async () => {
    const [client, key] = [await signedUp(), newKey()];
    const first = await post(client, key);
    const again = await post(client, key);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.status).toBe(first.status);
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(again.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await again.text()).toBe(await first.text());
    expect(await startsOf(client)).toBe(1);
  });

  test('that was refused is refused again by the same words', async () => {
    const [client, key] = [await signedUp(), newKey()];
    const path = '/api/trades/import';
    const first = await post(client, key, path, '{"broker":"coinbase"}');
    const again = await post(client, key, path, '{"broker":"coinbase"}');
    expect(first.status).toBe(409);
    expect(again.headers.get('content-type')).toBe('application/problem+json');
    expect(await again.text()).toBe(await first.text());
  });

  test.each([
    ['another body', START, '{"apiKey":"a","apiSecret":"b"}'],
    ['another path', '/api/brokers/binance/connect/start', undefined],
    ['another query', `${START}?x=1`, undefined],
  ])('is refused where the key was used with %s, and nothing is done', async (_, path, body) => {
    const [client, key] = [await signedUp(), newKey()];
    await post(client, key);
    const answer = await post(client, key, path, body);
    // A query that the route does not know is refused before.
    if (path.includes('?')) return expect(answer.status).toBe(400);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'idempotency_key_reused' });
    expect(await startsOf(client)).toBe(1);
  });

  test('is of its user alone: the same key of another is another', async () => {
    const [one, other, key] = [await signedUp(), await signedUp(), newKey()];
    await post(one, key);
    const answer = await post(other, key);
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
    expect([await startsOf(one), await startsOf(other)]).toEqual([1, 1]);
  });

  test('of a file is the same however its form was cut into parts, and another with other bytes or another name', async () => {
    const [client, key] = [await signedUp(), newKey()];
    const first = await parse(await post(client, key, UPLOAD, formOf(CSV)), JobAcceptedSchema);
    await client.untilScored(first.jobId);
    const again = await post(client, key, UPLOAD, formOf(CSV));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await parse(again, JobAcceptedSchema)).toEqual(first);
    const fields = formOf(CSV);
    fields.set('dryRun', 'true');
    for (const other of [formOf(CSV.replace('60000', '60001')), formOf(CSV, 'other.csv'), fields]) {
      expect((await post(client, key, UPLOAD, other)).status).toBe(422);
    }
  });

  test('of a form that cannot be read is refused, and its key stays free', async () => {
    const [client, key] = [await signedUp(), newKey()];
    const headers = { 'idempotency-key': key, 'content-type': 'multipart/form-data; boundary=x' };
    const broken = await client.send('POST', UPLOAD, 'no form', headers);
    expect(await broken.json()).toMatchObject({ status: 400, code: 'file_unreadable' });
    expect((await post(client, key, UPLOAD, formOf(CSV))).status).toBe(202);
  });

  test.each([
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
    ['of two words', 'one two'],
    ['of other letters', 'schlüssel'],
  ])('that is %s is refused with the field', async (_, key) => {
    const client = await signedUp();
    const answer = await post(client, key);
    expect(await answer.json()).toMatchObject({
      status: 400,
      code: 'invalid_request',
      fields: [{ path: 'Idempotency-Key' }],
    });
    expect(await startsOf(client)).toBe(0);
  });

  test('of 255 characters is a key', async () => {
    expect((await post(await signedUp(), '~'.repeat(255))).status).toBe(200);
  });
});

describe('a key', () => {
  test('whose request is at work is answered with 409; a minute later its worker was killed, and the same request takes over', async () => {
    const [client, key] = [await signedUp(), newKey()];
    await post(client, key);
    await db.execute(sql`update idempotency_key set status = null, body = null where key = ${key}`);
    expect((await post(client, key)).status).toBe(409);
    await age(key, '61 seconds');
    expect((await post(client, key, '/api/brokers/binance/connect/start')).status).toBe(422);
    const taken = await Promise.all(Array.from({ length: 10 }, () => post(client, key)));
    expect(taken.some(({ status }) => status === 200)).toBe(true);
    expect(await startsOf(client)).toBe(2);
  });

  test('whose worker was only slow is not ended by it for the one that took over', async () => {
    const [client, key] = [await signedUp(), newKey()];
    const userId = await userIdOf(client);
    const own = forUser(ctx, userId);
    const begin = () => beginRequest(own, userId, key, ['POST', '/x']);
    const slow = await begin();
    await age(key, '61 seconds');
    const next = await begin();
    if (slow.kind !== 'first' || next.kind !== 'first') throw new Error('Both should have begun.');
    await endRequest(own, slow.claim, { status: 200, contentType: null, body: 'of the slow one' });
    expect(await begin()).toEqual({ kind: 'running' });
    await endRequest(own, slow.claim, null);
    expect(await begin()).toEqual({ kind: 'running' });
    const reply = { status: 201, contentType: 'text/plain', body: 'of the next' };
    await endRequest(own, next.claim, reply);
    expect(await begin()).toEqual({ kind: 'replay', reply });
  });

  test('is free again after what failed on our side or the broker’s', async () => {
    const [client, key, trader] = [await signedUp(), newKey(), uniqueName()];
    const made = await steer(`/accounts/${trader}/keys`, {});
    const { name, privateKey } = await made.json<{ name: string; privateKey: string }>();
    const body = JSON.stringify({ apiKey: name, apiSecret: privateKey });
    await steer('/faults', { match: 'key_permissions', status: 503, times: 20 });
    const failed = await post(client, key, START, body);
    expect(failed.status).toBeGreaterThanOrEqual(500);
    expect(await keysOf(client)).toEqual([]);
    await healBrokers();
    expect((await post(client, key, START, body)).status).toBe(201);
    await client.untilScored(await client.importFills());
  });

  test('is free again after a request that came too early', async () => {
    const strict = { ...env, IMPORTS_PER_MINUTE: '1' };
    const first = await signedUp();
    const client = new TwinClient(ORIGIN, async (url, init) => app.fetch(new Request(url, init), strict));
    client.setCookie('__Host-session', first.cookie('__Host-session') ?? '');
    const key = newKey();
    await parse(await post(client, newKey(), UPLOAD, formOf(CSV)), JobAcceptedSchema);
    expect((await post(client, key, UPLOAD, formOf(`${CSV}\n`))).status).toBe(429);
    expect((await keysOf(client)).map(({ key }) => key)).not.toContain(key);
    const limiter = rateLimiter(env, 'import', await userIdOf(first));
    await runInDurableObject(limiter, (_, { storage }) => storage.deleteAll());
    expect((await post(client, key, UPLOAD, formOf(`${CSV}\n`))).status).toBe(202);
  });

  test('is free again after a reply of more than 256 KiB', async () => {
    const [client, key] = [await signedUp(), newKey()];
    const userId = await userIdOf(client);
    const own = forUser(ctx, userId);
    for (const [body, kept] of [
      ['x'.repeat(256 * 1024 + 1), 0],
      ['€'.repeat(100 * 1024), 0],
      ['x'.repeat(256 * 1024), 1],
    ] as const) {
      const start = await beginRequest(own, userId, key, ['POST', '/x']);
      if (start.kind !== 'first') throw new Error(start.kind);
      await endRequest(own, start.claim, { status: 200, contentType: 'application/json', body });
      expect(await keysOf(client)).toHaveLength(kept);
    }
  });

  test('is forgotten after a day, by who uses it again and by the daily tidying', async () => {
    const [client, used, left, young] = [await signedUp(), newKey(), newKey(), newKey()];
    for (const key of [used, left, young]) await post(client, key);
    await age(used, '25 hours');
    await age(left, '25 hours');
    const anew = await post(client, used, '/api/brokers/binance/connect/start');
    expect(anew.status).not.toBe(422);
    await tidyUp(ctx, new Date());
    expect((await keysOf(client)).map(({ key }) => key).toSorted()).toEqual([used, young].toSorted());
  });

  test('lies beside a keyed hash of its request, which nobody can search for what a body held', async () => {
    const [client, key] = [await signedUp(), newKey()];
    await post(client, key);
    const [row] = await keysOf(client);
    expect(row?.request_hash).toMatch(/^[0-9a-f]{64}$/);
    const other = { ...ctx, config: { ...ctx.config, HASH_PEPPER: 'p'.repeat(43) } };
    const userId = await userIdOf(client);
    const start = await beginRequest(forUser(other, userId), userId, key, ['POST', START]);
    expect(start).toEqual({ kind: 'reused' });
  });

  test.each(['/api/auth/logout', '/api/trades/import/file/preview'])(
    'is kept with nothing of %s',
    async (path) => {
      const [client, key] = [await signedUp(), newKey()];
      const id = await userIdOf(client);
      const body = path.endsWith('preview') ? formOf(CSV) : undefined;
      expect((await post(client, key, path, body)).ok).toBe(true);
      const { rows } = await db.execute(sql`select from idempotency_key where user_id = ${id}`);
      expect(rows).toHaveLength(0);
    },
  );
});

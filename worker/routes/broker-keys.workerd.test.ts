import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { findConnection } from '../../db/queries/connections.ts';
import type { TwinClient } from '../../dev/client.ts';
import { healBrokers, signedUp, steer, uniqueName } from '../../test/support/trader.ts';
import { adapterOf } from '../brokers/registry.ts';
import { contextOf } from '../context.ts';
import { credentialsOf } from '../services/connections/credentials.ts';

type Key = { name: string; privateKey: string };

const START = '/api/brokers/coinbase/connect/start';
const ctx = contextOf(env);

afterEach(healBrokers);

async function keyOf(trader: string, request: object = {}): Promise<Key> {
  const made = await steer(`/accounts/${trader}/keys`, request);
  expect(made.status).toBe(201);
  return made.json<Key>();
}

const enter = (client: TwinClient, { name, privateKey }: Key) =>
  client.post(START, { apiKey: name, apiSecret: privateKey });

async function userIdOf(client: TwinClient): Promise<string> {
  return (await (await client.get('/api/auth/me')).json<{ user: { id: string } }>()).user.id;
}

async function connectionsOf(client: TwinClient) {
  return (await (await client.get('/api/brokers')).json<{ connections: Record<string, unknown>[] }>())
    .connections;
}

async function auditOf(client: TwinClient): Promise<{ action: string; meta: unknown }[]> {
  const userId = await userIdOf(client);
  const { rows } = await ctx.db.execute<{ action: string; meta: unknown }>(
    sql`select action, meta from audit where user_id = ${userId} and action like 'broker.%' order by id`,
  );
  return rows;
}

/** Waits for the import that connecting starts: a test leaves no work behind for the next. */
async function settled(client: TwinClient) {
  return client.untilScored(await client.importFills());
}

describe('a key that can only view', () => {
  test.each(['ES256', 'EdDSA'])('connects with %s, and its fills are imported', async (alg) => {
    const [client, trader] = [await signedUp(), uniqueName()];
    await steer('/accounts', { name: trader, fills: 30 });
    const connected = await enter(client, await keyOf(trader, { alg }));
    expect(connected.status).toBe(201);
    expect(await connected.json()).toMatchObject({
      connection: {
        broker: 'coinbase',
        auth: 'api_key',
        status: 'active',
        scope: 'can_view',
        problem: null,
        syncedAt: null,
        history: { since: null, complete: false },
      },
    });
    const job = await settled(client);
    expect(job).toMatchObject({ status: 'done' });
    const { trades } = await (await client.get('/api/trades')).json<{ trades: unknown[] }>();
    expect(trades.length).toBeGreaterThan(0);
  });

  test('starts the first import by itself', async () => {
    const client = await signedUp();
    await enter(client, await keyOf(uniqueName()));
    const { rows } = await ctx.db.execute(
      sql`select kind from job where user_id = ${await userIdOf(client)} and kind = 'import'`,
    );
    expect(rows).toHaveLength(1);
    await settled(client);
  });

  test('lies sealed, and neither it nor its secret is told or written down', async () => {
    const client = await signedUp();
    const key = await keyOf(uniqueName());
    const answer = await (await enter(client, key)).text();
    await settled(client);
    const { rows } = await ctx.db.execute<{ access_enc: string; refresh_enc: string | null }>(
      sql`select access_enc, refresh_enc from broker_connection where user_id = ${await userIdOf(client)}`,
    );
    expect(rows[0]?.access_enc).toMatch(/^v2\.1\.[\w-]{16}\.[\w-]+$/);
    expect(rows[0]?.refresh_enc).toBeNull();
    const told = [answer, await (await client.get('/api/brokers')).text(), await auditOf(client)];
    for (const part of told.map((one) => JSON.stringify(one))) {
      expect(part).not.toContain(key.name);
      expect(part).not.toContain('PRIVATE KEY');
    }
    expect(await auditOf(client)).toEqual([
      { action: 'broker.linked', meta: { broker: 'coinbase', auth: 'api_key' } },
    ]);
  });

  test('opens to what it was: the broker is asked with it', async () => {
    const [client, trader] = [await signedUp(), uniqueName()];
    const key = await keyOf(trader);
    await enter(client, key);
    await settled(client);
    const connection = await findConnection(ctx.db, await userIdOf(client), 'coinbase');
    const adapter = adapterOf(ctx.config, 'coinbase');
    if (!connection || !adapter) throw new Error('no connection');
    expect(await credentialsOf(ctx, adapter, connection)).toEqual({
      ok: true,
      value: { kind: 'api_key', key: key.name, secret: key.privateKey.trim() },
    });
  });

  test('can be paused, resumed and revoked, and is forgotten then', async () => {
    const client = await signedUp();
    await enter(client, await keyOf(uniqueName()));
    await settled(client);
    for (const [verb, status] of [
      ['pause', 'paused'],
      ['resume', 'active'],
      ['revoke', 'revoked'],
    ]) {
      const answer = await client.post(`/api/brokers/coinbase/${verb}`);
      expect(await answer.json()).toMatchObject({ connection: { status, auth: 'api_key' } });
    }
    const { rows } = await ctx.db.execute(
      sql`select access_enc from broker_connection where user_id = ${await userIdOf(client)}`,
    );
    expect(rows).toEqual([{ access_enc: '' }]);
    expect((await auditOf(client)).map(({ action }) => action)).toEqual([
      'broker.linked',
      'broker.paused',
      'broker.resumed',
      'broker.revoked',
    ]);
  });
});

describe('a key that is refused', () => {
  test.each([
    [{ canTrade: true }, 'This key can trade, so it was refused and not kept.'],
    [{ canTransfer: true }, 'This key can transfer money, so it was refused and not kept.'],
    [{ canTrade: true, canTransfer: true }, 'This key can trade and transfer money, so'],
  ])('since it was made with %j is not kept, and its trader is told why', async (request, detail) => {
    const client = await signedUp();
    const key = await keyOf(uniqueName(), request);
    const refused = await enter(client, key);
    expect(refused.status).toBe(400);
    const body = await refused.text();
    expect(JSON.parse(body)).toMatchObject({
      code: 'api_key_can_trade',
      detail: expect.stringContaining(detail),
    });
    expect(await connectionsOf(client)).toEqual([]);
    expect(await auditOf(client)).toEqual([
      { action: 'broker.key_refused', meta: { broker: 'coinbase', auth: 'api_key' } },
    ]);
    expect(body).not.toContain(key.name);
  });

  test.each<[string, (key: Key) => Key]>([
    ['its name is unknown', (key) => ({ ...key, name: 'organizations/x/apiKeys/y' })],
    ['its secret is no key', (key) => ({ ...key, privateKey: 'secret' })],
    ['its secret is cut short', (key) => ({ ...key, privateKey: key.privateKey.slice(0, 100) })],
  ])('since %s is not kept', async (_, spoil) => {
    const client = await signedUp();
    const refused = await enter(client, spoil(await keyOf(uniqueName())));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'api_key_invalid' });
    expect(await connectionsOf(client)).toEqual([]);
    expect(await auditOf(client)).toEqual([]);
  });

  test('since its secret is another key is not kept', async () => {
    const [client, trader] = [await signedUp(), uniqueName()];
    const [one, other] = [await keyOf(trader), await keyOf(trader)];
    const refused = await enter(client, { name: one.name, privateKey: other.privateKey });
    expect(await refused.json()).toMatchObject({ code: 'api_key_invalid' });
  });

  test('since it may not even view is not kept', async () => {
    const client = await signedUp();
    const refused = await enter(client, await keyOf(uniqueName(), { canView: false }));
    expect(await refused.json()).toMatchObject({ code: 'api_key_invalid' });
  });

  test.each([
    ['rate limited', { status: 429, retryAfter: 7 }, 503, 'broker_rate_limited', '7'],
    ['down', { status: 503 }, 502, 'broker_unavailable', null],
    ['cut off', { reset: true }, 502, 'broker_unavailable', null],
    ['talking nonsense', { malformed: true }, 502, 'broker_answer_malformed', null],
    ['closed to this region', { status: 451 }, 409, 'broker_region_blocked', null],
  ])('while the broker is %s is not kept, and can be entered again', async (_, fault, status, code, wait) => {
    const client = await signedUp();
    const key = await keyOf(uniqueName());
    await steer('/faults', { match: 'key_permissions', times: 1, ...fault });
    const refused = await enter(client, key);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, wait]);
    expect(await refused.json()).toMatchObject({ code });
    expect(await connectionsOf(client)).toEqual([]);
    expect((await enter(client, key)).status).toBe(201);
    await settled(client);
  });

  test.each<[string, object]>([
    ['is empty', {}],
    ['has no secret', { apiKey: 'x' }],
    ['has an empty key', { apiKey: ' ', apiSecret: 'y' }],
    ['holds something else besides', { apiKey: 'x', apiSecret: 'y', broker: 'binance' }],
    ['is longer than any key', { apiKey: 'x'.repeat(501), apiSecret: 'y' }],
  ])('since the request %s is told which field is wrong', async (_, body) => {
    const refused = await (await signedUp()).post(START, body);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'invalid_request', fields: expect.any(Array) });
  });

  test('is refused for a broker that takes none', async () => {
    const client = await signedUp();
    const refused = await client.post('/api/brokers/kraken/connect/start', { apiKey: 'x', apiSecret: 'y' });
    expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'broker_unknown' }]);
  });
});

describe('a second connect', () => {
  test('takes the place of the first, and nothing of what was known of it stays', async () => {
    const [client, trader] = [await signedUp(), uniqueName()];
    await steer('/accounts', { name: trader, fills: 1 });
    await client.connectCoinbase(trader);
    await settled(client);
    const userId = await userIdOf(client);
    const before = await findConnection(ctx.db, userId, 'coinbase');
    await ctx.db.execute(sql`
      update broker_connection set synced_at = now(), history_since = now(), history_complete = true, balances_at = now(),
        balances = '[{"asset":"BTC","qty":"1"}]', problem = '{"code":"x","message":"y"}', refresh_until = now() + interval '1 hour',
        next_sync_at = now() + interval '1 day', status = 'paused'
      where user_id = ${userId}`);
    await client.connectCoinbaseKey(await keyOf(trader));
    const after = await findConnection(ctx.db, userId, 'coinbase');
    expect(after).toMatchObject({
      auth: 'api_key',
      status: 'active',
      scope: 'can_view',
      refreshEnc: null,
      expiresAt: null,
      refreshUntil: null,
      problem: null,
      historyComplete: false,
      balances: [],
      balancesAt: null,
    });
    expect(after?.id).not.toBe(before?.id);
    expect(after?.nextSyncAt.getTime()).toBeLessThan(Date.now() + 60_000);
    await settled(client);

    await client.connectCoinbase(trader);
    expect(await findConnection(ctx.db, userId, 'coinbase')).toMatchObject({
      auth: 'oauth2',
      status: 'active',
      refreshEnc: expect.stringMatching(/^v2\.1\./),
    });
    await settled(client);
  });

  test('that is refused leaves the first as it was', async () => {
    const [client, trader] = [await signedUp(), uniqueName()];
    await enter(client, await keyOf(trader));
    await settled(client);
    const before = await connectionsOf(client);
    await enter(client, await keyOf(trader, { canTrade: true }));
    expect((await connectionsOf(client)).map(({ id, status }) => [id, status])).toEqual(
      before.map(({ id, status }) => [id, status]),
    );
    expect((await settled(client)).status).toBe('done');
  });
});

test('the simulated broker never sees a key in a query', async () => {
  const client = await signedUp();
  const key = await keyOf(uniqueName());
  await enter(client, key);
  await settled(client);
  const log = await (await fetch(`${env.COINBASE_API_URL}/_sim/log`)).text();
  expect(log).not.toContain(key.name);
});

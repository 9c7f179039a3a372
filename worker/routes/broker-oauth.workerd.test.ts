import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { type ConnectionRow, findConnection } from '../../db/queries/connections.ts';
import type { TwinClient } from '../../dev/client.ts';
import { healBrokers, signedUp, steer, uniqueName } from '../../test/support/trader.ts';
import { adapterOf } from '../brokers/registry.ts';
import { contextOf } from '../context.ts';
import { credentialsOf } from '../services/connections/credentials.ts';

const ctx = contextOf(env);
const found = adapterOf(ctx.config, 'coinbase');
if (!found) throw new Error('Coinbase is not read here.');
const adapter = found;

afterEach(healBrokers);

interface Connected {
  client: TwinClient;
  trader: string;
  userId: string;
  connection(): Promise<ConnectionRow>;
}

async function connected(): Promise<Connected> {
  const [client, trader] = [await signedUp(), uniqueName()];
  await steer('/accounts', { name: trader, fills: 1 });
  await client.connectCoinbase(trader);
  await client.untilScored(await client.importFills());
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  const connection = async () => {
    const row = await findConnection(ctx.db, user.id, 'coinbase');
    if (!row) throw new Error('no connection');
    return row;
  };
  return { client, trader, userId: user.id, connection };
}

async function runsOut({ userId }: Connected): Promise<void> {
  await ctx.db.execute(sql`update broker_connection set expires_at = now() where user_id = ${userId}`);
}

async function tokenRequestsSince(t: number): Promise<number> {
  const answer = await fetch(`${env.COINBASE_API_URL}/_sim/log?since=${t}`);
  const { requests } = await answer.json<{ requests: { path: string }[] }>();
  return requests.filter(({ path }) => path === '/oauth2/token').length;
}

async function isOpen(accessToken: string): Promise<boolean> {
  return (await adapter.fetchBalances({ credentials: { kind: 'oauth2', accessToken } })).ok;
}

async function tokenOf(row: ConnectionRow): Promise<string> {
  const opened = await credentialsOf(ctx, adapter, row);
  if (!opened.ok || opened.value.kind !== 'oauth2') throw new Error('no token');
  return opened.value.accessToken;
}

describe('an access token that ran out', () => {
  test('is asked for anew once, though ten need it at once', async () => {
    const trader = await connected();
    await runsOut(trader);
    const stale = await trader.connection();
    const since = Date.now();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => tokenOf(stale)));
    expect(new Set(tokens).size).toBe(1);
    expect(await tokenRequestsSince(since)).toBe(1);
    expect(await isOpen(tokens[0] ?? '')).toBe(true);
  });

  test('is not asked for with a refresh token that is spent: who comes late takes the new pair', async () => {
    const trader = await connected();
    await runsOut(trader);
    const stale = await trader.connection();
    const renewed = await tokenOf(stale);
    const since = Date.now();
    expect(await tokenOf(stale)).toBe(renewed);
    expect(await tokenRequestsSince(since)).toBe(0);
    const now = await trader.connection();
    expect(now.refreshEnc).not.toBe(stale.refreshEnc);
    expect(now).toMatchObject({ status: 'active', refreshUntil: null });
  });

  test('stays what it is while the broker does not answer, and is renewed afterwards', async () => {
    const trader = await connected();
    await runsOut(trader);
    const stale = await trader.connection();
    await steer('/faults', { match: '/oauth2/token', status: 503, times: 1 });
    expect(await credentialsOf(ctx, adapter, stale)).toMatchObject({ failure: { kind: 'unavailable' } });
    expect(await trader.connection()).toEqual(stale);
    expect(await isOpen(await tokenOf(stale))).toBe(true);
  });
});

describe('a permission', () => {
  test('that is ended here is ended at Coinbase, and nothing of it is kept', async () => {
    const trader = await connected();
    const token = await tokenOf(await trader.connection());
    expect(await isOpen(token)).toBe(true);
    await trader.client.post('/api/brokers/coinbase/revoke');
    expect(await isOpen(token)).toBe(false);
    expect(await trader.connection()).toMatchObject({
      status: 'revoked',
      accessEnc: '',
      refreshEnc: null,
      expiresAt: null,
    });
  });

  test('that is ended at Coinbase is noticed by the next refresh, and the connection says so', async () => {
    const trader = await connected();
    await steer(`/accounts/${trader.trader}/revoke`, {});
    await runsOut(trader);
    const job = await trader.client.untilScored(await trader.client.importFills());
    expect(job).toMatchObject({ status: 'failed', error: { code: 'broker_revoked' } });
    expect(await trader.connection()).toMatchObject({ status: 'revoked', accessEnc: '', refreshEnc: null });
  });

  test('that is ended here is forgotten though Coinbase does not answer', async () => {
    const trader = await connected();
    await steer('/faults', { match: '/oauth2/revoke', status: 503, times: 1 });
    const answer = await trader.client.post('/api/brokers/coinbase/revoke');
    expect(await answer.json()).toMatchObject({ connection: { status: 'revoked' } });
    expect(await trader.connection()).toMatchObject({ accessEnc: '', refreshEnc: null });
  });
});

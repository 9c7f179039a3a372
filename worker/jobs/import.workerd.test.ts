import { createMessageBatch } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { EventsResponseSchema } from '../../contracts/feed.ts';
import { RejectionsResponseSchema } from '../../contracts/jobs.ts';
import { TradesResponseSchema } from '../../contracts/trades.ts';
import { findConnection } from '../../db/queries/connections.ts';
import { nextEvents } from '../../db/queries/outbox.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { healBrokers, signedUp, steer, uniqueName } from '../../test/support/trader.ts';
import { adapterOf } from '../brokers/registry.ts';
import { contextOf } from '../context.ts';
import { credentialsOf } from '../services/connections/credentials.ts';
import { consume } from './dispatch.ts';
import { runJob } from './run-job.ts';

const FILE_HEADER =
  'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';

/** An import that is under way until the brokers are healed. */
const HELD = { match: 'historical/fills', hang: 60_000, times: 100 };

const ctx = contextOf(env);
const { db } = ctx;

afterEach(healBrokers);

async function connected(fills: number): Promise<{ client: TwinClient; trader: string; jobId: string }> {
  const [client, trader] = [await signedUp(), uniqueName()];
  expect((await steer('/accounts', { name: trader, fills })).status).toBe(201);
  await client.connectCoinbase(trader);
  return { client, trader, jobId: await client.importFills() };
}

/** The feed once all that was committed has been handed over: a page's relay comes right after its commit. */
async function events(client: TwinClient) {
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  await vi.waitUntil(async () => (await nextEvents(db, user.id, [])).length === 0, 30_000);
  return (await parse(await client.get('/api/events?limit=1000'), EventsResponseSchema)).events;
}

describe('importing from Coinbase', () => {
  test('stores every spot fill, rejects the rest with a reason, and reflects on each exactly once', async () => {
    const { client, jobId } = await connected(300);
    const { progress, status } = await client.untilScored(jobId);
    expect(status).toBe('done');
    expect(progress.seen).toBe(300);
    expect(progress.inserted + progress.rejected).toBe(300);
    expect(progress.rejected).toBeGreaterThan(0);
    expect(progress.scored).toBe(progress.inserted);

    const { rejections } = await parse(
      await client.get(`/api/jobs/${jobId}/rejections`),
      RejectionsResponseSchema,
    );
    expect(rejections).toHaveLength(progress.rejected);
    for (const { reason } of rejections) expect(reason).toMatch(/is not a spot product\./);

    const told = await events(client);
    const reflected = told
      .filter(({ type }) => type === 'coach.reflect')
      .map(({ payload }) => (payload as { tradeId: string }).tradeId);
    expect(reflected).toHaveLength(progress.inserted);
    expect(new Set(reflected).size).toBe(progress.inserted);
    const scored = told.flatMap(({ type, payload }) =>
      type === 'import.progress' ? (payload as { progress: { scored: number } }).progress.scored : [],
    );
    expect(scored).toEqual(scored.toSorted((a, b) => a - b));
    expect(scored.at(-1)).toBe(progress.inserted);
  });

  test('a second import of the same fills adds nothing, and one after new fills adds just these', async () => {
    const { client, trader, jobId } = await connected(60);
    const first = await client.untilScored(jobId);
    const second = await client.untilScored(await client.importFills());
    expect(second.id).not.toBe(first.id);
    expect(second.progress).toMatchObject({ inserted: 0, duplicates: first.progress.inserted });

    await steer(`/accounts/${trader}/fills`, { count: 3, product: 'BTC-USD' });
    const third = await client.untilScored(await client.importFills());
    expect(third.progress).toMatchObject({ inserted: 3, scored: 3, duplicates: first.progress.inserted });
  });

  test('twenty requests at once are one import', async () => {
    const [client, trader] = [await signedUp(), uniqueName()];
    await steer('/accounts', { name: trader, fills: 60 });
    await steer('/faults', HELD);
    await client.connectCoinbase(trader);
    const ids = await Promise.all(Array.from({ length: 20 }, () => client.importFills()));
    expect(new Set(ids).size).toBe(1);
    await healBrokers();
    await client.untilScored(ids[0] ?? '');
  });

  test('a request that joins and reaches further back is read before the import ends', async () => {
    const { client, trader, jobId } = await connected(1);
    await client.untilScored(jobId);
    await steer(`/accounts/${trader}/fills`, { count: 20 });
    const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000).toISOString();
    await steer('/faults', HELD);
    const short = client.post('/api/trades/import', { broker: 'coinbase', since: daysAgo(-1) });
    const { jobId: shortId } = await (await short).json<{ jobId: string }>();
    await vi.waitUntil(async () => (await client.job(shortId)).status === 'running', 15_000);
    const long = await client.post('/api/trades/import', { broker: 'coinbase', since: daysAgo(40) });
    expect(await long.json()).toEqual({ jobId: shortId });
    await healBrokers();
    expect((await client.untilScored(shortId)).progress).toMatchObject({ inserted: 20 });
  });

  test('the same message fifty times at once changes nothing', async () => {
    const { client, jobId } = await connected(60);
    const messages = Array.from({ length: 50 }, (_, at) => ({
      id: String(at),
      timestamp: new Date(),
      attempts: 1,
      body: { jobId },
    }));
    await consume(createMessageBatch('q-import', messages), env);
    const { progress } = await client.untilScored(jobId);
    const { rows } = await db.execute<{ trades: number; reflections: number }>(sql`
      select count(*)::int as trades, count(r.trade_id)::int as reflections
      from trade t left join reflection r on r.trade_id = t.id where t.job_id = ${jobId}`);
    expect(rows[0]).toEqual({ trades: progress.inserted, reflections: progress.inserted });
    expect((await events(client)).filter(({ type }) => type === 'coach.reflect')).toHaveLength(
      progress.inserted,
    );
  });

  test('a broker that is down for a moment only delays it', async () => {
    const { client, jobId } = await connected(30);
    await client.untilScored(jobId);
    await steer('/faults', { match: 'historical/fills', status: 503, times: 1 });
    const asked = Date.now();
    const job = await client.untilScored(await client.importFills());
    expect(job.status).toBe('done');
    const log = await fetch(`${env.COINBASE_API_URL}/_sim/log?since=${asked}`);
    const { requests } = await log.json<{
      requests: { path: string; account?: string; status: number; t: number }[];
    }>();
    const pages = requests.filter(({ path }) => path.endsWith('historical/fills'));
    expect(pages.map(({ status }) => status)).toEqual([503, 200]);
    expect((pages[1]?.t ?? 0) - (pages[0]?.t ?? 0)).toBeGreaterThanOrEqual(750);
  });

  test('a permission that was taken back at Coinbase ends the import and the connection, and says so', async () => {
    const { client, trader, jobId } = await connected(30);
    await client.untilScored(jobId);
    await steer(`/accounts/${trader}/revoke`, {});
    const job = await client.untilScored(await client.importFills());
    expect(job).toMatchObject({ status: 'failed', error: { code: 'broker_revoked' } });
    const brokers = await (await client.get('/api/brokers')).json();
    expect(brokers).toMatchObject({ connections: [{ broker: 'coinbase', status: 'revoked' }] });
    const again = await client.post('/api/trades/import', { broker: 'coinbase' });
    expect(await again.json()).toMatchObject({
      code: 'broker_revoked',
      detail: expect.stringContaining('Connect'),
    });
  });

  test('an access token that ran out is refreshed once, however many need it, and the pair is replaced', async () => {
    const { client, trader, jobId } = await connected(30);
    await client.untilScored(jobId);
    const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
    await steer(`/accounts/${trader}/expire`, {});
    await db.execute(sql`update broker_connection set expires_at = now() where user_id = ${user.id}`);
    const connection = await findConnection(db, user.id, 'coinbase');
    const adapter = adapterOf(ctx.config, 'coinbase');
    if (!connection || !adapter) throw new Error('no connection');
    const opened = await Promise.all(
      Array.from({ length: 10 }, () => credentialsOf(ctx, adapter, connection)),
    );
    expect(new Set(opened.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(opened[0]).toMatchObject({ ok: true, value: { kind: 'oauth2' } });
    const job = await client.untilScored(await client.importFills());
    expect(job.status).toBe('done');
  });

  test('an access token that the broker ended before its time is refreshed in the middle of an import', async () => {
    const { client, trader, jobId } = await connected(30);
    await client.untilScored(jobId);
    await steer(`/accounts/${trader}/expire`, {});
    expect(await client.untilScored(await client.importFills())).toMatchObject({ status: 'done' });
  });

  test('a broker that refuses a new access token as well is tried again: only a refresh that is refused ends a connection', async () => {
    const { client, trader, jobId } = await connected(30);
    await client.untilScored(jobId);
    await steer('/faults', { match: 'historical/fills', account: trader, status: 401, times: 2 });
    expect(await client.untilScored(await client.importFills())).toMatchObject({ status: 'done' });
    const brokers = await (await client.get('/api/brokers')).json();
    expect(brokers).toMatchObject({ connections: [{ broker: 'coinbase', status: 'active' }] });
  });

  test('a Retry-After is obeyed: nobody can take the job before', async () => {
    const { client, jobId } = await connected(30);
    await client.untilScored(jobId);
    await steer('/faults', { match: 'historical/fills', status: 429, retryAfter: 3600, times: 1 });
    const id = await client.importFills();
    const waiting = async () =>
      (
        await db.execute<{ seconds: number }>(sql`
        select extract(epoch from lease_until - now())::int as seconds from job where id = ${id} and status = 'queued' and attempts = 1`)
      ).rows[0];
    await vi.waitUntil(waiting, 30_000);
    expect((await waiting())?.seconds).toBeGreaterThan(3_500);
    await runJob(ctx, id);
    expect(await client.job(id)).toMatchObject({ status: 'queued', error: { code: 'broker_rate_limited' } });
  });

  test('an outage of the candles leaves fills unscored with the reason, and the next import scores them', async () => {
    const [client, trader] = [await signedUp(), uniqueName()];
    await steer('/accounts', { name: trader, fills: 1 });
    await steer('/faults', { match: '/candles', status: 503, times: 1_000 });
    // Months that no other test has asked for: what is stored needs no broker.
    const ts = new Date(Date.now() - 95 * 24 * 3_600_000).toISOString();
    const text = `${FILE_HEADER}\ndefault,1,ADA-USD,BUY,${ts},10,ADA,0.5,0.1,-5.1,USD`;
    const { jobId } = await (await client.uploadFile('fills.csv', text)).json<{ jobId: string }>();
    const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
    await vi.waitUntil(
      async () => {
        await db.execute(
          sql`update job set attempts = 5 where user_id = ${user.id} and kind = 'score' and status = 'queued'`,
        );
        return (await client.job(jobId)).progress.scored === 1;
      },
      { timeout: 30_000, interval: 200 },
    );
    const trades = async () => parse(await client.get('/api/trades'), TradesResponseSchema);
    expect((await trades()).trades.map(({ labels }) => labels)).toEqual([
      [{ label: 'UNSCORED', confidence: 0 }],
    ]);

    await healBrokers();
    const again = await client.uploadFile('fills.csv', text);
    await client.untilScored((await again.json<{ jobId: string }>()).jobId);
    const isScored = async () => (await trades()).trades[0]?.labels[0]?.label !== 'UNSCORED';
    await vi.waitUntil(isScored, { timeout: 30_000, interval: 100 });
    expect((await events(client)).filter(({ type }) => type === 'coach.reflect')).toHaveLength(2);
    expect((await client.job(jobId)).progress.scored).toBe(1);
  });

  test('fills of an import that then fails are scored all the same', async () => {
    const { client, trader, jobId } = await connected(1);
    await client.untilScored(jobId);
    await steer(`/accounts/${trader}/fills`, { count: 300 });
    // Faults are used up in their order: the first page only comes late, the second is no JSON.
    await steer('/faults', { match: 'historical/fills', hang: 50, times: 1 });
    await steer('/faults', { match: 'historical/fills', malformed: true, times: 1 });
    const failed = await client.untilScored(await client.importFills());
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'broker_answer_malformed' } });
    expect(failed.progress.inserted).toBeGreaterThan(0);
    await vi.waitUntil(async () => {
      const { progress } = await client.job(failed.id);
      return progress.scored === progress.inserted;
    }, 30_000);
  });

  test('tokens lie sealed in the database', async () => {
    const { client, jobId } = await connected(30);
    await client.untilScored(jobId);
    const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
    const { rows } = await db.execute<{ access_enc: string; refresh_enc: string }>(
      sql`select access_enc, refresh_enc from broker_connection where user_id = ${user.id}`,
    );
    expect(rows[0]?.access_enc).toMatch(/^v2\.1\.[\w-]{16}\.[\w-]+$/);
    expect(rows[0]?.refresh_enc).toMatch(/^v2\.1\./);
  });

  test('without a connection the answer says what to do', async () => {
    const client = await signedUp();
    const answer = await client.post('/api/trades/import', { broker: 'coinbase' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: 'broker_not_connected',
      detail: expect.stringContaining('Connect'),
    });
  });
});

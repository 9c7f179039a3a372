import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { JobAcceptedSchema } from '../../../contracts/jobs.ts';
import { SettingsResponseSchema } from '../../../contracts/settings.ts';
import { StatsSchema } from '../../../contracts/stats.ts';
import { ThresholdsSchema } from '../../../contracts/thresholds.ts';
import { type TradeBias, TradeBiasResponseSchema } from '../../../contracts/trades.ts';
import { saveSettings } from '../../../db/queries/settings.ts';
import { parse, type TwinClient } from '../../../dev/client.ts';
import { RULES_VERSION } from '../../../domain/bias/label-trade.ts';
import { userIdOf } from '../../../test/support/accounts.ts';
import { allTrades } from '../../../test/support/all-trades.ts';
import { atRest, scoredTrader } from '../../../test/support/scored-trader.ts';
import { signedUp, steer } from '../../../test/support/trader.ts';
import { contextOf } from '../../context.ts';
import { sweep } from '../../jobs/sweep.ts';
import { verifyAll } from './verify.ts';

const ctx = contextOf(env);
const { db } = ctx;

async function bias(client: TwinClient, id: string, query = ''): Promise<TradeBias> {
  return parse(await client.get(`/api/trades/${id}/bias${query}`), TradeBiasResponseSchema);
}

function put(client: TwinClient, path: string, body: unknown): Promise<Response> {
  return client.send('PUT', path, JSON.stringify(body));
}

/** Every word that was said of a trader, by trade. */
async function said(userId: string) {
  const { rows } = await db.execute<{ id: string; digest: string; events: number }>(sql`
    select r.trade_id as id, r.digest, (
      select count(*)::int from event_outbox e where e.user_id = r.user_id and e.payload ->> 'tradeId' = r.trade_id) as events
    from reflection r where r.user_id = ${userId} and r.version = ${RULES_VERSION} order by r.trade_id`);
  return rows;
}

describe('a recomputation', () => {
  test('of all trades from the raw fills gives what was said when they came in twice, byte for byte', async () => {
    const { client, userId, trader } = await scoredTrader(150);
    for (const product of ['BTC-USD', 'ETH-USD', 'BTC-USD']) {
      await steer(`/accounts/${trader}/fills`, { count: 4, product });
      await client.untilScored(await client.importFills());
      await atRest(userId);
    }
    const { length } = await allTrades(client);
    expect(await verifyAll(ctx, userId)).toEqual({
      ok: true,
      value: { trades: length, equal: length, different: [] },
    });
  });

  test('of one trade says equal, and names what differs once the stored evidence was altered', async () => {
    const { client } = await scoredTrader(60);
    const [newest] = await allTrades(client);
    const id = newest?.id ?? '';
    expect((await bias(client, id, '?verify=1')).verification).toEqual({
      equal: true,
      version: RULES_VERSION,
      differences: [],
      why: null,
    });
    await db.execute(sql`
      update bias_tag set features = jsonb_set(features, '{features,RSI_14,value}', '42') where trade_id = ${id}`);
    const { verification } = await bias(client, id, '?verify=1');
    expect(verification?.equal).toBe(false);
    expect(verification?.differences).toEqual([
      expect.objectContaining({ path: 'evidence.features.RSI_14.value', stored: '42' }),
    ]);
  });

  test('says so when a file of candles that a tag names was altered', async () => {
    const { client } = await scoredTrader(30);
    const [newest] = await allTrades(client);
    const { tags } = await bias(client, newest?.id ?? '');
    const hash = tags[0]?.features.snapshots.at(-1) ?? '';
    const { objects } = await env.SNAPSHOTS.list({ prefix: 'candles/' });
    const key = objects.find((object) => object.key.includes(hash))?.key ?? '';
    const before = await (await env.SNAPSHOTS.get(key))?.text();
    await env.SNAPSHOTS.put(key, `${before} `);
    const { verification } = await bias(client, newest?.id ?? '', '?verify=1');
    await env.SNAPSHOTS.put(key, before ?? '');
    expect(verification).toMatchObject({ equal: false, why: expect.stringMatching(/candles .* altered/) });
  });
});

describe('rules of a new version', () => {
  test('speak of old trades without a word on the feed, and leave what the old ones said', async () => {
    const { userId } = await scoredTrader(40);
    const before = await said(userId);
    const old = RULES_VERSION - 1;
    await db.execute(sql`update reflection set version = ${old} where user_id = ${userId}`);
    await db.execute(sql`update bias_tag set version = ${old} where user_id = ${userId}`);
    await db.execute(sql`update trade_outcome set version = ${old} where user_id = ${userId}`);
    await sweep(ctx);
    await atRest(userId);
    expect(await said(userId)).toEqual(before);
    const { rows } = await db.execute(sql`
      select version, count(*)::int as n from reflection where user_id = ${userId} group by version order by version`);
    expect(rows).toEqual([old, RULES_VERSION].map((version) => ({ version, n: before.length })));
  });
});

describe('a request for a scoring that was lost', () => {
  test('is made by the sweep: of a setting, and of trades after an older fill that came late', async () => {
    const { client, userId } = await scoredTrader(60);
    const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
    // As a worker left it that was killed right after its commit.
    await saveSettings(db, userId, { ...settings, matching: 'lifo' });
    expect((await verifyAll(ctx, userId)).ok).toBe(true);
    await sweep(ctx);
    await atRest(userId);
    const { length } = await allTrades(client);
    expect(await verifyAll(ctx, userId)).toEqual({
      ok: true,
      value: { trades: length, equal: length, different: [] },
    });
  });

  test('does not matter to trades after an older fill: they are marked with it', async () => {
    const { client, userId } = await scoredTrader(60);
    const ages = 40 * 24 * 3_600_000;
    const file = `portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit
default,1,BTC-USD,BUY,${new Date(Date.now() - ages).toISOString()},1,BTC,100,0,100,USD`;
    const { jobId } = await parse(await client.uploadFile('older.csv', file), JobAcceptedSchema);
    await client.untilScored(jobId);
    await atRest(userId);
    const { rows } = await db.execute(sql`
      select from reflection where user_id = ${userId} and (provisional or version <> ${RULES_VERSION})`);
    expect(rows).toEqual([]);
    const verified = await verifyAll(ctx, userId);
    expect(verified.ok && verified.value.different).toEqual([]);
  });
});

describe('hindsight', () => {
  test('that is due is taken up by the sweep, and nothing is told where nothing else is said', async () => {
    const { userId } = await scoredTrader(60);
    const before = await said(userId);
    // As a scoring left it that could not see the time after the sale yet.
    await db.execute(sql`
      update trade_outcome set review_at = now() - interval '1 hour' where trade_id = ${before[9]?.id}`);
    await db.execute(sql`update reflection set digest = 'another' where trade_id = ${before[9]?.id}`);
    await sweep(ctx);
    await atRest(userId);
    expect(await said(userId)).toEqual(before);
    const { rows } = await db.execute(sql`
      select from trade_outcome where user_id = ${userId} and review_at <= now()`);
    expect(rows).toEqual([]);
  });
});

describe('settings', () => {
  test('another way of matching goes over all trades again, and back again gives the same words', async () => {
    const { client, userId } = await scoredTrader(200);
    const before = await said(userId);
    const net = async () => (await parse(await client.get('/api/stats'), StatsSchema)).net;
    const fifo = await net();
    const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
    const change = async (matching: string) => {
      const answer = await put(client, '/api/account/settings', { ...settings, matching });
      expect(await parse(answer, SettingsResponseSchema)).toMatchObject({ rescoring: true });
      await atRest(userId);
    };
    await change('lifo');
    expect(await net()).not.toBe(fifo);
    await change('fifo');
    expect(await net()).toBe(fifo);
    expect((await said(userId)).map(({ id, digest }) => ({ id, digest }))).toEqual(
      before.map(({ id, digest }) => ({ id, digest })),
    );
  });

  test('changed while a scoring is under way, they are those that every trade is scored by in the end', async () => {
    const { client, userId } = await scoredTrader(150);
    const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
    for (const pause of [0, 20, 60, 150]) {
      for (const matching of ['lifo', 'average', 'fifo']) {
        await put(client, '/api/account/settings', { ...settings, matching });
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      await atRest(userId);
      const verified = await verifyAll(ctx, userId);
      expect(verified.ok && verified.value.different, `after pauses of ${pause} ms`).toEqual([]);
    }
  });

  test('the risk per trade tells results in R', async () => {
    const { client } = await scoredTrader(120);
    const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
    await put(client, '/api/account/settings', { ...settings, riskPerTrade: '50' });
    const sale = (await allTrades(client)).find(({ pnl }) => pnl !== null);
    const { ledger } = await bias(client, sale?.id ?? '');
    expect(ledger?.r).toBeCloseTo(Number(sale?.pnl) / 50, 12);
  });

  test.each([
    { timezone: 'Mars/Base' },
    { matching: 'hifo' },
    { riskPerTrade: '-5' },
    { riskPerTrade: 5 },
    { colour: 'blue' },
  ])('%j is refused, and nothing is changed', async (wrong) => {
    const client = await signedUp();
    const before = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
    const answer = await put(client, '/api/account/settings', { ...before.settings, ...wrong });
    expect(answer.status).toBe(400);
    expect(await parse(await client.get('/api/account/settings'), SettingsResponseSchema)).toEqual(before);
  });
});

describe('the cost of a sale of unknown basis', () => {
  test('can be entered, counts from then on, and can be taken back', async () => {
    const { client, userId } = await scoredTrader(400);
    const sale = (await allTrades(client)).find(({ basis }) => basis === 'unknown');
    const id = sale?.id ?? '';
    expect((await put(client, `/api/trades/${id}/cost`, { unitCost: '1.5' })).status).toBe(204);
    await atRest(userId);
    const known = await bias(client, id);
    expect(known.trade.basis).toBe('known');
    expect(known.ledger?.matches.at(-1)).toMatchObject({ source: 'entered', buyId: null, openedAt: null });
    expect(known.ledger?.enteredCost).toEqual({ unitCost: '1.5', acquiredAt: null });
    await put(client, `/api/trades/${id}/cost`, { unitCost: null });
    await atRest(userId);
    expect((await bias(client, id)).trade).toEqual(sale);
  });

  test('is refused where it is no price, and for a buy', async () => {
    const { client } = await scoredTrader(30);
    const buy = (await allTrades(client)).find(({ side }) => side === 'BUY');
    for (const unitCost of ['0', '-1', 'NaN', 5, '9'.repeat(25)]) {
      expect((await put(client, `/api/trades/${buy?.id}/cost`, { unitCost })).status).toBe(400);
    }
    expect((await put(client, `/api/trades/${buy?.id}/cost`, { unitCost: '5' })).status).toBe(404);
    const sale = (await allTrades(client)).find(({ side }) => side === 'SELL');
    const acquiredAt = new Date().toISOString();
    const late = await put(client, `/api/trades/${sale?.id}/cost`, { unitCost: '5', acquiredAt });
    expect(await late.json()).toMatchObject({ status: 400, code: 'bought_after_sale' });
  });
});

describe('the trader’s own thresholds', () => {
  test('are shown with what they come from, and start anew on request', async () => {
    const { client, userId } = await scoredTrader(400);
    const read = async () => parse(await client.get('/api/thresholds'), ThresholdsSchema);
    const moved = (await read()).thresholds.find(({ name }) => name === 'pct_change_24h_before');
    expect(moved?.n).toBeGreaterThanOrEqual(30);
    const { prior = 0, n = 0, own, posterior } = moved ?? {};
    expect(posterior).toBeCloseTo((30 * prior + n * (own ?? 0)) / (30 + n), 12);

    const before = await said(userId);
    await parse(await client.post('/api/thresholds/reset', { what: 'thresholds' }), ThresholdsSchema);
    await atRest(userId);
    const anew = await read();
    expect(anew.thresholdsSince).not.toBeNull();
    for (const row of anew.thresholds) expect(row).toMatchObject({ n: 0, own: null, posterior: row.prior });
    expect(await said(userId)).toEqual(before);
  });

  test('thumbs move the confidence of later trades, and are shown', async () => {
    const { client, userId } = await scoredTrader(100);
    const tagged = (await allTrades(client)).find(({ labels }) =>
      labels.some(({ label }) => label === 'DISCIPLINE'),
    );
    const id = tagged?.id ?? '';
    expect(
      (await put(client, `/api/trades/${id}/feedback`, { label: 'DISCIPLINE', vote: 'down' })).status,
    ).toBe(204);
    await atRest(userId);
    expect((await bias(client, id)).feedback).toEqual([{ label: 'DISCIPLINE', vote: 'down' }]);
    const { feedback } = await parse(await client.get('/api/thresholds'), ThresholdsSchema);
    // Beta(2, 2) with one vote down has the mean 2/5, over the prior's 1/2.
    expect(feedback).toEqual([{ label: 'DISCIPLINE', up: 0, down: 1, scale: 0.8 }]);
    await put(client, `/api/trades/${id}/feedback`, { label: 'DISCIPLINE', vote: null });
    expect((await bias(client, id)).feedback).toEqual([]);
  });
});

test('another user’s trade takes neither thumbs nor costs', async () => {
  const { client } = await scoredTrader(30);
  const [trade] = await allTrades(client);
  const other = await signedUp();
  for (const [path, body] of [
    ['feedback', { label: 'NEUTRAL', vote: 'up' }],
    ['cost', { unitCost: '1' }],
  ] as const) {
    const answer = await put(other, `/api/trades/${trade?.id}/${path}`, body);
    expect(answer.status).toBe(404);
  }
  // Nothing has changed that a scoring of theirs would be made of.
  const { rows } = await db.execute(sql`select inputs from "user" where id = ${await userIdOf(other)}`);
  expect(rows).toEqual([{ inputs: 0 }]);
  expect((await other.get(`/api/trades/${trade?.id}/bias?verify=1`)).status).toBe(404);
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Check, CheckProductsSchema, type CheckRequest, CheckSchema } from '../../contracts/check.ts';
import { FEATURE_NAMES } from '../../contracts/features.ts';
import type { RuleSpec } from '../../contracts/rules.ts';
import { ruleVersion } from '../../db/schema/coaching.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { userIdOf } from '../../test/support/accounts.ts';
import { allTrades } from '../../test/support/all-trades.ts';
import { expectBurst } from '../../test/support/buckets.ts';
import { scoredTrader } from '../../test/support/scored-trader.ts';
import { healBrokers, signedUp, steer, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';

const ctx = contextOf(env);

afterEach(healBrokers);

function ask(client: TwinClient, request: CheckRequest | Record<string, unknown>): Promise<Response> {
  return client.send('POST', '/api/twin/check', JSON.stringify(request));
}

async function checked(client: TwinClient, request: CheckRequest): Promise<Check> {
  return parse(await ask(client, request), CheckSchema);
}

/** How many rows each table has that a check might write to. */
async function rowsOf(userId: string): Promise<unknown> {
  const { rows } = await ctx.db.execute(sql`
    select (select count(*) from trade where user_id = ${userId}) as trades, (select count(*) from job where user_id = ${userId}) as jobs,
      (select count(*) from bias_tag where user_id = ${userId}) as tags, (select count(*) from event_outbox where user_id = ${userId}) as events,
      (select count(*) from audit where user_id = ${userId}) as audit, (select count(*) from idempotency_key where user_id = ${userId}) as keys,
      (select count(*) from simulation where user_id = ${userId}) as simulations, (select revision from "user" where id = ${userId}) as revision`);
  return rows[0];
}

describe('a trader with a history', () => {
  let client: TwinClient;
  let userId: string;

  beforeAll(async () => {
    ({ client, userId } = await scoredTrader(300));
  });

  test('is told all nine features, labels, similar trades and one sentence', async () => {
    const check = await checked(client, { symbol: 'BTC-USD', side: 'BUY' });
    expect(Object.keys(check.features)).toEqual([...FEATURE_NAMES]);
    expect(check).toMatchObject({
      market: 'read',
      price: { source: 'last_close' },
      qty: { source: 'usual', n: 20 },
    });
    expect(check.features.RSI_14).toMatchObject({ known: true });
    expect(check.features.pnl_exit).toEqual({ known: false, reason: 'a buy closes nothing' });
    expect(check.labels.length).toBeGreaterThan(0);
    expect(check.sentence).toMatch(/^This buy of BTC-USD would .+\.$/);
    expect(check.rules).toEqual([]);
    const buys = (await allTrades(client)).filter(({ side }) => side === 'BUY');
    const orders = new Set(buys.map(({ orderId }) => orderId));
    expect(check.similar.among).toBe(orders.size);
    expect(check.similar.result.n).toBe(check.similar.results.length);
    for (const { tradeId } of check.similar.nearest) expect(orders).toContain(tradeId);
  });

  test('leaves no trace by it: no row, no event, no key, no revision', async () => {
    const before = await rowsOf(userId);
    const key = crypto.randomUUID();
    const body = JSON.stringify({ symbol: 'ETH-USD', side: 'BUY' });
    for (let at = 0; at < 2; at += 1) {
      const answer = await client.send('POST', '/api/twin/check', body, { 'idempotency-key': key });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('idempotency-replayed')).toBeNull();
    }
    expect(await rowsOf(userId)).toEqual(before);
  });

  test('sells what is held, at a result that is known before', async () => {
    const { products } = await parse(await client.get('/api/twin/products'), CheckProductsSchema);
    const held = products.find((product) => product.held !== '0');
    const check = await checked(client, { symbol: held?.symbol ?? '', side: 'SELL', price: '0.000001' });
    expect(check.qty).toEqual({ value: held?.held, source: 'held' });
    expect(check.price).toEqual({ value: '0.000001', source: 'given' });
    expect(check.features.held_hours).toMatchObject({ known: true });
    expect(check.features.pnl_exit).toMatchObject({ known: true, value: expect.stringMatching(/^-/) });
    expect(check.similar.conditions).toContain('held_hours');
  });

  test('is told of a product that nobody has', async () => {
    const answer = await ask(client, { symbol: 'NOSUCHTHING-USD', side: 'BUY', qty: '1', price: '1' });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'product_unknown' });
  });

  test('gets an answer without the market where its source is too slow, and is told so', async () => {
    await steer('/faults', { match: 'LTC-USD/candles', hang: 60_000, times: 100 });
    const start = performance.now();
    const check = await checked(client, { symbol: 'LTC-USD', side: 'BUY', price: '70' });
    expect(performance.now() - start).toBeLessThan(9_000);
    expect(check.market).toBe('out');
    // What is said without the market: late in a day of many orders that is OVERTRADING.
    for (const { label } of check.labels) expect(['UNSCORED', 'OVERTRADING']).toContain(label);
    expect(check.features.RSI_14).toEqual({
      known: false,
      reason: 'its hourly candles could not be read in time',
    });
    expect(check.similar.result).toMatchObject({ known: false });
  });

  test('is asked for a price where none can be read', async () => {
    await steer('/faults', { match: 'UNI-USD/candles', status: 503, times: 100 });
    const answer = await ask(client, { symbol: 'UNI-USD', side: 'BUY' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'price_needed' });
  });

  test.each([
    ['a product of the wrong form', { symbol: 'btc', side: 'BUY' }],
    ['no side', { symbol: 'BTC-USD' }],
    ['an unknown side', { symbol: 'BTC-USD', side: 'HOLD' }],
    ['a quantity of 0', { symbol: 'BTC-USD', side: 'BUY', qty: '0' }],
    ['a price of 0', { symbol: 'BTC-USD', side: 'BUY', price: '0' }],
    ['a negative price', { symbol: 'BTC-USD', side: 'BUY', price: '-5' }],
    ['a price that is a float', { symbol: 'BTC-USD', side: 'BUY', price: 5.5 }],
    ['an unknown broker', { symbol: 'BTC-USD', side: 'BUY', broker: 'mtgox' }],
    ['an unknown field', { symbol: 'BTC-USD', side: 'BUY', leverage: '100' }],
  ])('is refused %s', async (_, request) => {
    const answer = await ask(client, request);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_request' });
  });
});

describe('a trader without trades', () => {
  test('is told that there is not enough data, and the labels of the market', async () => {
    const client = await signedUp();
    const check = await checked(client, { symbol: 'BTC-USD', side: 'BUY', qty: '0.1' });
    expect(check.similar).toMatchObject({
      among: 0,
      result: { known: false, n: 0, minimum: 10 },
      nearest: [],
    });
    expect(check.sentence).toContain('not enough data');
    expect(check.fee).toBeNull();
    expect((await parse(await client.get('/api/twin/products'), CheckProductsSchema)).products).toEqual([]);
  });

  test('is asked for a quantity, since there is no usual one', async () => {
    const answer = await ask(await signedUp(), { symbol: 'BTC-USD', side: 'BUY' });
    expect(await answer.json()).toMatchObject({ code: 'quantity_needed', status: 400 });
  });

  test('is told that nothing is held of what was never bought, unless a quantity is given', async () => {
    const client = await signedUp();
    const answer = await ask(client, { symbol: 'BTC-USD', side: 'SELL' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'nothing_held' });
    const check = await checked(client, { symbol: 'BTC-USD', side: 'SELL', qty: '5' });
    expect(check.features.pnl_exit).toMatchObject({ known: false });
  });

  test('is told which of the own rules it would break, from the moment that they are in force', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    const request: CheckRequest = { symbol: 'BTC-USD', side: 'BUY', qty: '0.1' };
    expect(await checked(client, request)).toMatchObject({ rules: [] });
    const only: RuleSpec = { kind: 'onlySymbols', params: { symbols: ['ETH-USD'] } };
    const spike: RuleSpec = { kind: 'avoidSpikeOverPct', params: { pct: 8, lookbackHours: 24 } };
    await ctx.db
      .insert(ruleVersion)
      .values(
        [only, spike].map((rule) => ({ ...rule, id: ctx.newId(), userId, active: true, since: new Date() })),
      );
    await ctx.db.execute(
      sql`update "user" set inputs = inputs + 1, scored_inputs = inputs + 1 where id = ${userId}`,
    );
    const check = await checked(client, request);
    expect(check.rules).toMatchObject([
      { kind: 'avoidSpikeOverPct', limit: 8 },
      { kind: 'onlySymbols', verdict: 'broken', value: 'BTC-USD' },
    ]);
    // By the price that was found, not by one that was taken while it was looked for.
    const { pct_change_24h_before: change } = check.features;
    if (!change.known) throw new Error(change.reason);
    expect(check.rules[0]?.value).toBeCloseTo(Number(change.value) * 100, 6);
    expect(check.sentence).toContain('would break your rule “Products”');
  });

  test('may ask thirty times a minute', async () => {
    const client = await signedUp();
    expect(await userIdOf(client)).not.toBe('');
    const wrong = { symbol: 'BTC-USD', side: 'BUY', qty: '0' };
    const since = Date.now();
    const statuses = await Promise.all(
      Array.from({ length: 60 }, async () => (await ask(client, wrong)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([400, 429]));
    expectBurst(statuses.filter((status) => status === 400).length, { burst: 30, everyMs: 2_000 }, since);
  });
});

test('a visitor is asked to sign in', async () => {
  expect((await visitor().get('/api/twin/products')).status).toBe(401);
});

import { env } from 'cloudflare:workers';
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { type Simulation, SimulationSchema } from '../../contracts/simulations.ts';
import { type Trade, TradeBiasResponseSchema, TradeCandlesResponseSchema } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { allTrades } from '../../test/support/all-trades.ts';
import { tradeOf } from '../../test/support/plain-trade.ts';
import { atRest, scoredTrader } from '../../test/support/scored-trader.ts';
import { healBrokers, signedUp, steer, uniqueName, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { RETENTION } from '../jobs/retention.ts';
import { requestScores } from '../services/trades/scores.ts';

const ctx = contextOf(env);
const PATH = '/api/simulations/simple';
const HOUR_MS = 3_600_000;

const ask = (client: TwinClient, body: unknown) => client.post(PATH, body);

/** Waits for candles where they have to be fetched first, as the page does. */
async function simulated(client: TwinClient, userId: string, body: unknown): Promise<Simulation> {
  const first = await ask(client, body);
  if (first.status !== 202) return parse(first, SimulationSchema);
  await parse(first, JobAcceptedSchema);
  await atRest(userId);
  return parse(await ask(client, body), SimulationSchema);
}

/** Buckets of a user are empty after ten answers, and a test may ask for more. */
async function keptOf(userId: string): Promise<{ key: string; made_of: string }[]> {
  const { rows } = await ctx.db.execute<{ key: string; made_of: string }>(
    sql`select key, made_of from simulation where user_id = ${userId}`,
  );
  return rows;
}

async function addRule(userId: string, kind: string, params: unknown): Promise<void> {
  await ctx.db.execute(sql`
    insert into rule (id, user_id, kind, params, active) values (${ctx.newId()}, ${userId}, ${kind}, ${JSON.stringify(params)}::jsonb, true)
    on conflict (user_id, kind) do update set params = excluded.params, active = true`);
}

afterEach(healBrokers);

describe('a simulation of a trade', () => {
  let client: TwinClient;
  let userId: string;
  let trades: Trade[];

  beforeAll(async () => {
    ({ client, userId } = await scoredTrader(300));
    trades = await allTrades(client);
  });

  const ledgerOf = async (id: string) =>
    (await parse(await client.get(`/api/trades/${id}/bias`), TradeBiasResponseSchema)).ledger;

  async function soldOut(): Promise<{ trade: Trade; pnl: string }> {
    for (const trade of trades.filter(({ side }) => side === 'BUY').toReversed()) {
      const ledger = await ledgerOf(trade.id);
      if (ledger?.matches.length && ledger.heldQty === '0')
        return {
          trade,
          pnl: ledger.matches.reduce((sum, { pnl }) => sum.plus(pnl), new Big(0)).toFixed(),
        };
    }
    throw new Error('No buy of this trader was sold out.');
  }

  test('tells of a buy that was sold what its sales made, as its ledger has it', async () => {
    const { trade, pnl } = await soldOut();
    const answer = await simulated(client, userId, { tradeId: trade.id, horizonDays: 3 });
    expect(new Big(answer.actual.pnl).minus(pnl).abs().lt('1e-20')).toBe(true);
    expect(answer).toMatchObject({ tradeId: trade.id, symbol: trade.symbol, side: 'BUY', waitPct: 2 });
    expect(answer.snapshots.length).toBeGreaterThan(0);
    expect(answer.series.at(-1)?.ts).toBe(answer.until);
    expect(answer.incomplete).toBe(false);
    expect(answer.rule).toBeUndefined();
  });

  test('holds to the close that the chart’s own candles have, at the rate of the entry’s fee', async () => {
    const buy = trades.find(
      ({ side, ts, feeCurrency, symbol }) =>
        side === 'BUY' && feeCurrency === symbol.split('-')[1] && Date.parse(ts) < Date.now() - 50 * HOUR_MS,
    );
    if (!buy) throw new Error('This trader has no such buy.');
    const { hold } = await simulated(client, userId, { tradeId: buy.id, horizonDays: 1 });
    const { candles } = await parse(
      await client.get(`/api/trades/${buy.id}/candles`),
      TradeCandlesResponseSchema,
    );
    const close = candles.findLast(
      ({ ts }) => Date.parse(ts) + HOUR_MS <= Date.parse(buy.ts) + 24 * HOUR_MS,
    )?.close;
    const entry = new Big(buy.price).times(buy.qty);
    const exit = new Big(close ?? '').times(buy.qty);
    const fees = new Big(buy.fee ?? 0).times(new Big(1).plus(exit.div(entry)));
    expect(new Big(hold.pnl).minus(exit.minus(entry).minus(fees)).abs().lt('1e-12')).toBe(true);
  });

  test('is one of the newest entry in a product, and incomplete as long as the horizon is not over', async () => {
    const newest = trades.find(({ side }) => side === 'BUY');
    const answer = await simulated(client, userId, { symbol: newest?.symbol, horizonDays: 30 });
    expect(answer).toMatchObject({ tradeId: newest?.id, incomplete: true });
    expect(Date.parse(answer.until)).toBeGreaterThan(Date.now() - 2 * HOUR_MS);
  });

  test('of a sale waits for nothing, and one of unknown cost is refused by name', async () => {
    const sale = trades.find(({ basis }) => basis === 'known');
    const answer = await simulated(client, userId, { tradeId: sale?.id, horizonDays: 1 });
    expect(answer).toMatchObject({ side: 'SELL', wait: null, actual: { pnl: sale?.pnl } });
    const unknown = trades.find(({ basis }) => basis === 'unknown');
    const first = await ask(client, { tradeId: unknown?.id, horizonDays: 1 });
    if (first.status === 202) await atRest(userId);
    const refused = await ask(client, { tradeId: unknown?.id, horizonDays: 1 });
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'basis_unknown' }]);
  });

  test('is kept, and reckoned anew in its place once the trader has another rule', async () => {
    const own = await scoredTrader(60);
    const buy = (await allTrades(own.client)).findLast(({ side }) => side === 'BUY');
    const body = { tradeId: buy?.id, horizonDays: 2 };
    const first = await simulated(own.client, own.userId, body);
    // It is kept after the answer is on its way.
    const [before] = await vi.waitFor(async () => {
      const rows = await keptOf(own.userId);
      expect(rows).toHaveLength(1);
      return rows;
    }, 10_000);
    await addRule(own.userId, 'maxLossPctPerTrade', { pct: 0.5 });
    await addRule(own.userId, 'onlySymbols', { symbols: ['NONE-USD'] });
    const second = await simulated(own.client, own.userId, body);
    expect(first.rule).toBeUndefined();
    expect(second.rule).toMatchObject({ made: false, pnl: '0' });
    expect(second.stop).toMatchObject({ source: 'rule', levelPct: 0.5 });
    await vi.waitFor(async () => {
      const kept = await keptOf(own.userId);
      expect(kept).toHaveLength(1);
      expect(kept[0]).toMatchObject({ key: before?.key });
      expect(kept[0]?.made_of).not.toBe(before?.made_of);
    }, 10_000);
  });

  test('costs a token, and nothing where the answer is kept', async () => {
    const own = await scoredTrader(60);
    const [buy] = (await allTrades(own.client)).filter(({ side }) => side === 'BUY').slice(-1);
    const at = (horizonDays: number) => ({ tradeId: buy?.id, horizonDays });
    await simulated(own.client, own.userId, at(1));
    const remaining = (answer: Response) =>
      Number(/r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
    const before = await ask(own.client, at(1));
    for (let again = 0; again < 15; again += 1) expect((await ask(own.client, at(1))).status).toBe(200);
    expect(remaining(before)).toBeLessThan(10);
    expect(before.headers.get('ratelimit-policy')).toBe('"simulation";q=10;w=60');
    let refused: Response | undefined;
    for (let days = 2; days <= 20 && !refused; days += 1) {
      const answer = await ask(own.client, at(days));
      if (answer.status === 429) refused = answer;
    }
    expect(await refused?.json()).toMatchObject({ code: 'rate_limited' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(own.client, at(1))).status).toBe(200);
  });

  test('goes after ninety days', async () => {
    const own = await signedUp();
    const { userId: of } = await tradeOf(own, {
      broker: 'bybit',
      symbol: 'BTC-USD',
      ts: '2025-10-15T12:30:00Z',
    });
    const keep = (key: string, daysAgo: number) =>
      ctx.db.execute(sql`
        insert into simulation (user_id, key, made_of, payload, created_at)
        values (${of}, ${key}, 'x', '{}', now() - ${daysAgo} * interval '1 day')`);
    const ended = (id: string, daysAgo: number) =>
      ctx.db.execute(sql`
        insert into job (id, user_id, kind, key, run, status, params, progress, ended_at)
        values (${id}, ${of}, 'simulate', ${id}, 1, 'done', '{}', '{}', now() - ${daysAgo} * interval '1 day')`);
    const [oldJob, youngJob] = [uniqueName(), uniqueName()];
    await Promise.all([keep('old', 91), keep('young', 89), ended(oldJob, 91), ended(youngJob, 89)]);
    await RETENTION.simulations?.(ctx, new Date());
    expect((await keptOf(of)).map(({ key }) => key)).toEqual(['young']);
    const { rows } = await ctx.db.execute(sql`select id from job where user_id = ${of}`);
    expect(rows).toEqual([{ id: youngJob }]);
  });

  test.each([
    [{ horizonDays: 0 }, 'horizonDays'],
    [{ horizonDays: 31 }, 'horizonDays'],
    [{ horizonDays: 1.5 }, 'horizonDays'],
    [{}, 'horizonDays'],
    [{ horizonDays: 1, symbol: 'BTC-USD' }, 'tradeId'],
    [{ horizonDays: 1, tradeId: undefined }, 'tradeId'],
    [{ horizonDays: 1, waitPct: 0 }, 'waitPct'],
    [{ horizonDays: 1, waitPct: '2' }, 'waitPct'],
    [{ horizonDays: 1, depth: 2 }, ''],
  ])('refuses %j with the field that is wrong', async (over, path) => {
    const answer = await ask(client, { tradeId: trades[0]?.id, ...over });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_request', fields: [{ path }] });
  });

  test('finds no trade of nobody, of somebody else, or of a product that was never bought', async () => {
    const other = await signedUp();
    for (const [asker, body] of [
      [client, { tradeId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
      [other, { tradeId: trades[0]?.id }],
      [other, { symbol: trades[0]?.symbol }],
    ] as const) {
      const answer = await ask(asker, { ...body, horizonDays: 1 });
      expect(answer.status).toBe(404);
    }
    const stranger = await visitor().post(PATH, { tradeId: trades[0]?.id, horizonDays: 1 });
    expect(stranger.status).toBe(401);
  });
});

describe('candles that are not there yet', () => {
  async function scoredBuy(symbol: string, ts: string) {
    const client = await signedUp();
    const { id, userId } = await tradeOf(client, { broker: 'bybit', symbol, ts, price: '60000' });
    return { client, id, userId };
  }

  test('are fetched by a job, and the answer is there when it is asked for again', async () => {
    // Months that no other test reads: the stored candles are everybody's.
    const { client, id, userId } = await scoredBuy('BTC-USD', '2024-03-15T12:30:00Z');
    expect(await (await ask(client, { tradeId: id, horizonDays: 30 })).json()).toMatchObject({
      code: 'trade_not_read',
    });
    await requestScores(ctx, userId);
    await atRest(userId);
    const first = await ask(client, { tradeId: id, horizonDays: 30 });
    expect(first.status).toBe(202);
    const { jobId } = await parse(first, JobAcceptedSchema);
    await atRest(userId);
    expect(await client.job(jobId)).toMatchObject({ kind: 'simulate', status: 'done' });
    const answer = await parse(await ask(client, { tradeId: id, horizonDays: 30 }), SimulationSchema);
    expect(answer).toMatchObject({ incomplete: false, until: '2024-04-14T12:00:00.000Z' });
    expect(answer.snapshots).toHaveLength(2);
    expect(answer.series).toHaveLength(121);
  });

  test('that no source answers for are not asked for again at once, and the trade is told why', async () => {
    const { client, id, userId } = await scoredBuy('ETH-USD', '2025-08-15T12:30:00Z');
    await requestScores(ctx, userId);
    await atRest(userId);
    await steer('/faults', { match: 'ETH-USD/candles', status: 503, times: 100 });
    const { jobId } = await parse(await ask(client, { tradeId: id, horizonDays: 2 }), JobAcceptedSchema);
    const waiting = await parse(await ask(client, { tradeId: id, horizonDays: 2 }), JobAcceptedSchema);
    expect(waiting.jobId).toBe(jobId);
    // As after its last attempt.
    await ctx.db.execute(sql`
      update job set status = 'dead', error = '{"code":"broker_unavailable","message":"."}', lease_owner = null, lease_until = null, ended_at = now()
      where id = ${jobId}`);
    const answer = await ask(client, { tradeId: id, horizonDays: 2 });
    expect([answer.status, await answer.json()]).toMatchObject([502, { code: 'broker_unavailable' }]);
    await healBrokers();
    await ctx.db.execute(sql`update job set ended_at = now() - interval '2 minutes' where id = ${jobId}`);
    expect(await simulated(client, userId, { tradeId: id, horizonDays: 2 })).toMatchObject({
      incomplete: false,
    });
  });

  test('of a product that no source has are told by name, by the job and by the answer after it', async () => {
    const symbol = `${uniqueName().slice(2, 8).toUpperCase()}-USD`;
    const { client, id, userId } = await scoredBuy(symbol, '2025-09-15T12:30:00Z');
    await requestScores(ctx, userId);
    await atRest(userId);
    const first = await ask(client, { tradeId: id, horizonDays: 1 });
    if (first.status === 202) {
      const { jobId } = await parse(first, JobAcceptedSchema);
      await atRest(userId);
      expect((await client.job(jobId)).error?.code).toBe('no_candles');
    }
    const answer = await ask(client, { tradeId: id, horizonDays: 1 });
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'no_candles' }]);
  });
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { BalancesResponseSchema, BrokersResponseSchema } from '../../contracts/brokers.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { allTrades } from '../../test/support/all-trades.ts';
import { atRest, scoredTrader } from '../../test/support/scored-trader.ts';
import { steer } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { requestDueSyncs } from './sync.ts';

const ctx = contextOf(env);

async function connectionOf(client: TwinClient) {
  const { connections } = await parse(await client.get('/api/brokers'), BrokersResponseSchema);
  return connections[0];
}

/** The connection is due by now, and no other is. */
async function makeDue(userId: string): Promise<void> {
  await ctx.db.execute(sql`update broker_connection set next_sync_at = now() + interval '1 hour'`);
  await ctx.db.execute(
    sql`update broker_connection set next_sync_at = now() - interval '1 second' where user_id = ${userId}`,
  );
}

async function importsOf(userId: string): Promise<number> {
  const { rows } = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from job where user_id = ${userId} and kind = 'import'`,
  );
  return rows[0]?.n ?? 0;
}

describe('a connection', () => {
  test('is read again by itself: a new trade has its reflection without a click', async () => {
    const { client, userId, trader } = await scoredTrader(20);
    const before = await allTrades(client);
    await steer(`/accounts/${trader}/fills`, { count: 3 });
    await makeDue(userId);
    await requestDueSyncs(ctx);
    await atRest(userId);
    const trades = await allTrades(client);
    expect(trades).toHaveLength(before.length + 3);
    expect(trades.every(({ labels }) => labels.length > 0)).toBe(true);
    expect(await connectionOf(client)).toMatchObject({ problem: null, syncedAt: expect.any(String) });
  });

  test('that is due is read once, however many crons come at once, and then not before its time', async () => {
    const { userId } = await scoredTrader(5);
    const before = await importsOf(userId);
    await makeDue(userId);
    await Promise.all(Array.from({ length: 5 }, () => requestDueSyncs(ctx)));
    await atRest(userId);
    await requestDueSyncs(ctx);
    await atRest(userId);
    expect(await importsOf(userId)).toBe(before + 1);
  });

  test('that brings nothing is not told of; what it brings is, and so is a new trouble', async () => {
    const { userId, trader } = await scoredTrader(5);
    const told = async () => {
      const { rows } = await ctx.db.execute<{ status: string }>(sql`
        select payload ->> 'status' as status from event_outbox
        where user_id = ${userId} and type = 'import.progress' order by seq`);
      return rows.map(({ status }) => status);
    };
    const sync = async () => {
      const before = (await told()).length;
      await makeDue(userId);
      await requestDueSyncs(ctx);
      await atRest(userId);
      return (await told()).slice(before);
    };
    expect(await sync()).toEqual([]);
    await steer('/faults', { match: 'historical/fills', account: trader, status: 400, times: 2 });
    expect(await sync()).toEqual(['failed']);
    expect(await sync()).toEqual([]);
    await steer(`/accounts/${trader}/fills`, { count: 1 });
    expect(await sync()).toContain('done');
  });

  test('is read further back by itself until its books explain what the broker holds, and no further', async () => {
    const { client, userId } = await scoredTrader(60);
    const balances = async () =>
      parse(await client.get('/api/brokers/coinbase/balances'), BalancesResponseSchema);
    expect((await balances()).balances.some(({ agrees }) => !agrees)).toBe(true);
    const reached: (string | null | undefined)[] = [];
    for (let steps = 0; steps < 5 && !(await connectionOf(client))?.history.complete; steps += 1) {
      await makeDue(userId);
      await requestDueSyncs(ctx);
      await atRest(userId);
      reached.push((await connectionOf(client))?.history.since);
    }
    // What the account was opened with lies some 200 days before its first trade: 30, 120, 480 days back.
    expect(reached).toHaveLength(2);
    const told = await balances();
    expect(told.balances.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(told.balances.length).toBeGreaterThan(0);

    await makeDue(userId);
    await requestDueSyncs(ctx);
    await atRest(userId);
    expect((await connectionOf(client))?.history).toEqual({ since: reached.at(-1), complete: true });
  });

  test('whose broker does not tell its balances has its reflections all the same, before the import ends', async () => {
    const { client, userId, trader } = await scoredTrader(5);
    await steer(`/accounts/${trader}/fills`, { count: 2 });
    await steer('/faults', { match: '/brokerage/accounts', account: trader, hang: true, times: 1 });
    const jobId = await client.importFills();
    await vi.waitUntil(
      async () => {
        const trades = await allTrades(client);
        return trades.length > 5 && trades.every(({ labels }) => labels.length > 0);
      },
      { timeout: 8_000, interval: 100 },
    );
    expect((await client.job(jobId)).status).toBe('running');
    await atRest(userId);
    expect((await client.job(jobId)).status).toBe('done');
    expect(await connectionOf(client)).toMatchObject({ problem: null });
  });

  test('that was left alone for long has no gap, though its trader asked for the last days only', async () => {
    const { client, userId } = await scoredTrader(5);
    await ctx.db.execute(
      sql`update broker_connection set synced_at = now() - interval '20 days' where user_id = ${userId}`,
    );
    const syncedAt = (await connectionOf(client))?.syncedAt;
    const since = new Date(Date.now() - 24 * 3_600_000).toISOString();
    expect((await client.post('/api/trades/import', { broker: 'coinbase', since })).status).toBe(202);
    await atRest(userId);
    expect((await connectionOf(client))?.syncedAt).toBe(syncedAt);
    await makeDue(userId);
    await requestDueSyncs(ctx);
    await atRest(userId);
    expect(Date.parse((await connectionOf(client))?.syncedAt ?? '')).toBeGreaterThan(Date.parse(since));
  });

  test('that is paused is left alone', async () => {
    const { client, userId } = await scoredTrader(5);
    const before = await importsOf(userId);
    await client.post('/api/brokers/coinbase/pause', {});
    await makeDue(userId);
    await requestDueSyncs(ctx);
    expect(await importsOf(userId)).toBe(before);
  });

  test('that cannot be read says why, is tried again by itself, and forgets it when that goes well', async () => {
    const { client, userId, trader } = await scoredTrader(5);
    await steer('/faults', { match: 'historical/fills', account: trader, status: 400, times: 1 });
    await makeDue(userId);
    await requestDueSyncs(ctx);
    await atRest(userId);
    expect(await connectionOf(client)).toMatchObject({
      status: 'active',
      problem: { code: 'broker_refused', message: expect.stringContaining('Try again') },
    });
    await makeDue(userId);
    await requestDueSyncs(ctx);
    await atRest(userId);
    expect(await connectionOf(client)).toMatchObject({ status: 'active', problem: null });
  });
});

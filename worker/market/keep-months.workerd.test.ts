import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tradeOf } from '../../test/support/plain-trade.ts';
import { healBrokers, signedUp, steer } from '../../test/support/trader.ts';
import { askedOf } from '../../test/support/vendors.ts';
import { contextOf } from '../context.ts';
import worker from '../index.ts';
import { snapshotLoader } from '../services/candles/markets.ts';
import { storeListedMonths } from './keep-months.ts';

/** A Monday, so long ago that no other test’s trade lies in the 90 days before it. */
const MONDAY = new Date('2025-08-04T04:23:00Z');
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const ctx = contextOf(env);
const { db } = ctx;

beforeEach(() => db.execute(sql`delete from trade where broker = 'kucoin'`));
afterEach(healBrokers);

async function fire(cron: string, at: Date): Promise<void> {
  await worker.scheduled(createScheduledController({ cron, scheduledTime: at }), env);
}

async function listed() {
  const { rows } = await db.execute<{ symbol: string; months: string[] }>(
    sql`select symbol, months from candle_upkeep where broker = 'kucoin' order by symbol`,
  );
  return rows;
}

/** As the minutes after it do, until nothing is due. */
async function workOff(at: Date): Promise<void> {
  for (let minute = 1; minute < 10; minute += 1) {
    await storeListedMonths(ctx, snapshotLoader(ctx), new Date(at.getTime() + minute * MINUTE_MS));
  }
}

async function storedOf(symbol: string) {
  const { rows } = await db.execute<{ month: string; covered: string; bars: number }>(sql`
    select month, max(to_char(covered_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI')) as covered, max(bars) as bars
    from candle_snapshot where source = 'coinbase' and symbol = ${symbol} and month between '2025-05' and '2025-08'
    group by month order by month`);
  return rows;
}

describe('every Monday', () => {
  test('what was traded in 90 days is listed, with the months of these days', async () => {
    const client = await signedUp();
    await tradeOf(client, { broker: 'kucoin', symbol: 'SOL-USD', ts: '2025-05-20T10:00:00Z' });
    await tradeOf(client, { broker: 'kucoin', symbol: 'ETH-USD', ts: '2025-04-20T10:00:00Z' });
    await fire('23 4 * * mon', MONDAY);
    expect(await listed()).toEqual([
      { symbol: 'SOL-USD', months: ['2025-05', '2025-06', '2025-07', '2025-08'] },
    ]);
  });

  test('a month that was begun long ago and never completed is listed with them', async () => {
    const client = await signedUp();
    await tradeOf(client, { broker: 'kucoin', symbol: 'DOGE-USD', ts: '2025-07-20T10:00:00Z' });
    const begun = { broker: 'kucoin', symbol: 'DOGE-USD', months: ['2024-07', '2024-08'] } as const;
    await snapshotLoader(ctx)({ ...begun, months: [...begun.months], untilMs: Date.UTC(2024, 7, 9) });
    await fire('23 4 * * mon', MONDAY);
    expect((await listed())[0]?.months).toEqual(['2024-08', '2025-05', '2025-06', '2025-07', '2025-08']);
  });
});

describe('the list', () => {
  test('is worked off minute by minute: months that are over are complete, the last one up to that hour', async () => {
    const client = await signedUp();
    await tradeOf(client, { broker: 'kucoin', symbol: 'SOL-USD', ts: '2025-07-20T10:00:00Z' });
    await fire('23 4 * * mon', MONDAY);
    await workOff(MONDAY);
    expect(await listed()).toEqual([]);
    expect(await storedOf('SOL-USD')).toEqual([
      { month: '2025-05', covered: '2025-06-01 00:00', bars: 744 },
      { month: '2025-06', covered: '2025-07-01 00:00', bars: 720 },
      { month: '2025-07', covered: '2025-08-01 00:00', bars: 744 },
      { month: '2025-08', covered: '2025-08-04 04:00', bars: 76 },
    ]);
    const since = Date.now();
    await fire('23 4 * * mon', MONDAY);
    await workOff(MONDAY);
    expect(await askedOf('coinbase', since)).toEqual([]);
  });

  test('keeps a product whose sources are out, and tries again a quarter of an hour later', async () => {
    const client = await signedUp();
    await tradeOf(client, { broker: 'kucoin', symbol: 'ADA-USD', ts: '2025-07-20T10:00:00Z' });
    await db.execute(sql`delete from candle_snapshot where symbol = 'ADA-USD' and month = '2025-06'`);
    await steer('/faults', { match: '/candles', status: 503, times: 1_000 });
    await fire('23 4 * * mon', MONDAY);
    await workOff(MONDAY);
    expect(await listed()).toHaveLength(1);
    await healBrokers();
    await workOff(MONDAY);
    expect(await listed()).toHaveLength(1);
    await workOff(new Date(MONDAY.getTime() + QUARTER_MS));
    expect(await listed()).toEqual([]);
  });

  test('is shared by sweeps at the same time', async () => {
    const client = await signedUp();
    for (const symbol of ['BTC-USD', 'ETH-USD', 'SOL-USD', 'ADA-USD', 'DOGE-USD']) {
      await tradeOf(client, { broker: 'kucoin', symbol, ts: '2025-07-20T10:00:00Z' });
    }
    await fire('23 4 * * mon', MONDAY);
    const taken: string[] = [];
    const load = snapshotLoader(ctx);
    await Promise.all(
      Array.from({ length: 5 }, () =>
        storeListedMonths(
          ctx,
          (plan) => {
            taken.push(`${plan.broker} ${plan.symbol}`);
            return load(plan);
          },
          MONDAY,
        ),
      ),
    );
    expect(taken).toHaveLength(new Set(taken).size);
  });
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import type { Broker } from '../../contracts/brokers.ts';
import { chooseSources, saveSnapshots } from '../../db/queries/snapshots.ts';
import { healBrokers, steer } from '../../test/support/trader.ts';
import { askedOf, healVendors, steerVendors } from '../../test/support/vendors.ts';
import { type Context, contextOf } from '../context.ts';
import { snapshotLoader } from '../services/candles/markets.ts';
import type { LoadSnapshots } from './load-markets.ts';

const HOUR_S = 3600;
const plain = contextOf(env);
const { db } = plain;

afterEach(async () => {
  await healBrokers();
  await healVendors();
});

function withVendor(vendor: 'bitstamp' | 'twelvedata'): Context {
  return { ...plain, config: { ...plain.config, CANDLE_VENDOR: vendor, CANDLE_VENDOR_KEY: 'key' } };
}

/** Months of years ago, each of one test alone: what was stored of one would be read by the next. */
function monthsOf(symbol: string, ...months: string[]): Parameters<LoadSnapshots>[0] {
  return { broker: 'kraken', symbol, months, untilMs: Date.now() };
}

async function read(ctx: Context, plan: Parameters<LoadSnapshots>[0]) {
  const answer = await snapshotLoader(ctx)(plan);
  if (!answer.ok) throw new Error(`No candles: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}

async function sourcesOf(symbol: string, broker: Broker = 'kraken') {
  const { rows } = await db.execute<{ month: string; source: string }>(
    sql`select month, source from candle_choice where broker = ${broker} and symbol = ${symbol} order by month`,
  );
  return rows.map(({ month, source }) => `${month} ${source}`);
}

const coinbaseIsOut = (symbol: string) =>
  steer('/faults', { match: `${symbol}/candles`, status: 503, times: 1_000 });

describe('a month that nobody has read yet', () => {
  test('is fetched once, however many ask for it at the same moment', async () => {
    const since = Date.now();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => read(plain, monthsOf('ADA-USD', '2024-05', '2024-06'))),
    );
    expect(new Set(answers.map((months) => months.map(({ hash }) => hash).join())).size).toBe(1);
    const asked = (await askedOf('coinbase', since)).filter(({ path }) => path.includes('ADA-USD'));
    const hours = 61 * 24 + 48;
    expect(asked).toHaveLength(Math.ceil(hours / 299));
    expect(new Set(asked.map(({ query }) => query.start)).size).toBe(asked.length);
    const { rows } = await db.execute(
      sql`select from candle_fetch where symbol = 'ADA-USD' and month in ('2024-05', '2024-06')`,
    );
    expect(rows).toHaveLength(0);
  });

  test('is fetched once for venues that share a source', async () => {
    await read(plain, { ...monthsOf('ADA-USD', '2024-08'), broker: 'coinbase' });
    const since = Date.now();
    await read(plain, monthsOf('ADA-USD', '2024-08'));
    expect(await askedOf('coinbase', since)).toEqual([]);
    expect(await sourcesOf('ADA-USD')).toContain('2024-08 coinbase');
  });

  test('that fails fails once for all who wait for it, and is asked for anew by who comes later', async () => {
    await coinbaseIsOut('ADA-USD');
    const since = Date.now();
    const load = snapshotLoader(plain);
    const answers = await Promise.all(Array.from({ length: 20 }, () => load(monthsOf('ADA-USD', '2024-10'))));
    expect(answers.filter(({ ok }) => ok)).toEqual([]);
    // Three calls a fetch; who comes after it has failed may try again until the circuit opens at the fifth failure.
    expect((await askedOf('coinbase', since)).length).toBeLessThanOrEqual(6);
    await healBrokers();
    expect(await read(plain, monthsOf('ADA-USD', '2024-10'))).toHaveLength(1);
  });

  test('is fetched by another worker when the one that claimed it is gone', async () => {
    const since = Date.now();
    await db.execute(sql`
      insert into candle_fetch (source, symbol, month, owner, lease_until)
      values ('coinbase', 'ADA-USD', '2024-12', 'killed', now() + interval '1 second')`);
    expect(await read(plain, monthsOf('ADA-USD', '2024-12'))).toHaveLength(1);
    expect(Date.now() - since).toBeGreaterThanOrEqual(900);
  });

  test('is asked for by those who waited long enough, whoever holds it', async () => {
    await db.execute(sql`
      insert into candle_fetch (source, symbol, month, owner, lease_until)
      values ('coinbase', 'ADA-USD', '2025-02', 'slow', now() + interval '1 hour')`);
    const since = Date.now();
    expect(await read(plain, monthsOf('ADA-USD', '2025-02'))).toHaveLength(1);
    expect(Date.now() - since).toBeLessThan(45_000);
  });
});

describe('a month in which nothing more was traded', () => {
  test('is known to reach as far as it was asked for, and is not asked for again', async () => {
    await steer('/faults', { match: 'DOGE-USD/candles', status: 200, body: { candles: [] }, times: 1_000 });
    const until = (day: number) => ({
      ...monthsOf('DOGE-USD', '2023-03'),
      untilMs: Date.UTC(2023, 2, day),
    });
    const [begun] = await read(plain, until(10));
    const [later] = await read(plain, until(20));
    expect(later?.hash).toBe(begun?.hash);
    const since = Date.now();
    const [known] = await read(plain, until(20));
    expect(known?.coveredUntil).toBe(Date.UTC(2023, 2, 20));
    expect(await askedOf('coinbase', since)).toEqual([]);
    // Who asked for less and was slower takes nothing back.
    const row = { hash: begun?.hash ?? '', coveredUntil: new Date(Date.UTC(2023, 2, 10)), bars: 0 };
    await saveSnapshots(db, [
      { ...row, source: 'coinbase', symbol: 'DOGE-USD', granularity: '1h', month: '2023-03' },
    ]);
    expect(await read(plain, until(20))).toEqual([known]);
  });
});

describe('a product that a source does not have', () => {
  test('is read from the next one, and the first is not asked again for an hour', async () => {
    const since = Date.now();
    const [month] = await read(withVendor('bitstamp'), monthsOf('XRP-USD', '2024-05'));
    expect(month?.bars).toHaveLength(31 * 24);
    expect(await sourcesOf('XRP-USD')).toEqual(['2024-05 bitstamp']);
    await read(withVendor('bitstamp'), monthsOf('XRP-USD', '2024-07'));
    const asked = (await askedOf('coinbase', since)).filter(({ path }) => path.includes('XRP-USD'));
    // The calls of one fetch go out together.
    expect(new Set(asked.map(({ query }) => Math.floor(Number(query.start) / (40 * 24 * HOUR_S)))).size).toBe(
      1,
    );
  });

  test('has no candles where nobody has it', async () => {
    for (const ctx of [plain, withVendor('bitstamp'), withVendor('twelvedata')]) {
      expect(await snapshotLoader(ctx)(monthsOf('NOSUCH-USD', '2024-05'))).toMatchObject({
        ok: false,
        failure: { kind: 'refused' },
      });
    }
  });

  test('keeps what is stored of it', async () => {
    const [may] = await read(plain, monthsOf('DOGE-USD', '2024-05'));
    await steer('/faults', { match: 'DOGE-USD/candles', status: 404, times: 100 });
    expect(await read(plain, monthsOf('DOGE-USD', '2024-05', '2024-06'))).toEqual([may]);
  });
});

describe('a source that is out', () => {
  test('passes to the next, and the months that began with that one go on with it', async () => {
    await coinbaseIsOut('SOL-USD');
    const ctx = withVendor('bitstamp');
    const early = { ...monthsOf('SOL-USD', '2024-05'), untilMs: Date.UTC(2024, 4, 10) };
    const [begun] = await read(ctx, early);
    await healBrokers();
    const [whole] = await read(ctx, monthsOf('SOL-USD', '2024-05'));
    expect(whole?.bars.slice(0, begun?.bars.length)).toEqual(begun?.bars);
    expect(await sourcesOf('SOL-USD')).toContain('2024-05 bitstamp');
    // The venue's own traders have begun with nobody.
    await read(ctx, { ...monthsOf('SOL-USD', '2024-05'), broker: 'coinbase' });
    expect(await sourcesOf('SOL-USD', 'coinbase')).toContain('2024-05 coinbase');
  });

  test('leaves a month that it began to the next, which tells it from its first hour', async () => {
    const ctx = withVendor('bitstamp');
    await read(ctx, { ...monthsOf('SOL-USD', '2024-08'), untilMs: Date.UTC(2024, 7, 10) });
    await coinbaseIsOut('SOL-USD');
    const [whole] = await read(ctx, monthsOf('SOL-USD', '2024-08'));
    const { rows } = await db.execute<{ source: string; bars: number }>(
      sql`select source, bars from candle_snapshot where hash = ${whole?.hash}`,
    );
    expect(rows).toEqual([{ source: 'bitstamp', bars: 31 * 24 }]);
    expect(await sourcesOf('SOL-USD')).toContain('2024-08 bitstamp');
  });

  test('makes an outage with the shortest known wait, where no other has the product', async () => {
    await coinbaseIsOut('SOL-USD');
    await steerVendors({ match: 'solusd', status: 429, retryAfter: '7', times: 100 });
    const load = snapshotLoader(withVendor('bitstamp'));
    expect(await load(monthsOf('SOL-USD', '2024-11'))).toEqual({
      ok: false,
      failure: { kind: 'rate_limited', retryAfterMs: 7_000 },
    });
  });

  test('is left alone for as long as it asked, behind its own circuit', async () => {
    await coinbaseIsOut('SOL-USD');
    await steerVendors({ match: 'solusd', status: 429, retryAfter: '60', times: 100 });
    const load = snapshotLoader(withVendor('bitstamp'));
    await load(monthsOf('SOL-USD', '2025-01'));
    const since = Date.now();
    expect(await load(monthsOf('SOL-USD', '2025-01'))).toMatchObject({
      ok: false,
      failure: { kind: 'resting', because: 'rate_limited' },
    });
    expect(await askedOf('vendors', since)).toEqual([]);
  });
});

describe('Twelve Data', () => {
  test('tells the same prices as the venue, without volume', async () => {
    const [own] = await read(plain, { ...monthsOf('ETH-USD', '2024-05'), broker: 'coinbase' });
    await coinbaseIsOut('ETH-USD');
    await db.execute(sql`delete from candle_snapshot where symbol = 'ETH-USD' and month = '2024-05'`);
    const [theirs] = await read(withVendor('twelvedata'), monthsOf('ETH-USD', '2024-05'));
    const closes = (month: typeof own) => month?.bars.map(({ start, close }) => [start, Number(close)]);
    expect(closes(theirs)).toEqual(closes(own));
    expect(new Set(theirs?.bars.map(({ volume }) => volume))).toEqual(new Set(['0']));
  });

  test.each([
    [
      'in the body',
      { status: 200, body: { code: 429, status: 'error', message: 'out of API credits for the minute' } },
    ],
    ['as the status', { status: 429 }],
  ])('that has no credits left, told %s, is asked again after a minute', async (_, fault) => {
    await steerVendors({ match: '/time_series', times: 100, ...fault });
    const load = snapshotLoader(withVendor('twelvedata'));
    expect(await load(monthsOf('XLM-USD', '2024-05'))).toMatchObject({
      ok: false,
      failure: { kind: 'rate_limited', retryAfterMs: 60_000 },
    });
    expect(await load(monthsOf('XLM-USD', '2024-05'))).toMatchObject({
      ok: false,
      failure: { kind: 'resting' },
    });
  });
});

describe('an answer with', () => {
  const vendor = withVendor('bitstamp');

  test.each(['contradicting', 'negative', 'zero'])('%s bars is no answer', async (bars) => {
    await steerVendors({ match: 'linkusd', bars, times: 100 });
    expect(await snapshotLoader(vendor)(monthsOf('LINK-USD', '2024-09'))).toMatchObject({
      ok: false,
      failure: { kind: 'malformed' },
    });
  });

  test.each([
    ['unsorted', '2024-10'],
    ['duplicated', '2024-12'],
    ['short', '2025-02'],
  ])('%s bars is put right, by asking again where it must be', async (bars, month) => {
    await steerVendors({ match: 'linkusd', bars });
    const [snapshot] = await read(vendor, monthsOf('LINK-USD', month));
    const starts = snapshot?.bars.map(({ start }) => start) ?? [];
    const first = Date.parse(`${month}-01T00:00:00Z`) / 1000;
    const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
    expect(starts).toEqual(Array.from({ length: days * 24 }, (_, hour) => first + hour * HOUR_S));
  });

  test('no bars between months that are full of them is an outage, and nothing is stored', async () => {
    await read(vendor, monthsOf('LINK-USD', '2025-04', '2025-06'));
    await steerVendors({ match: 'linkusd', bars: 'empty', times: 100 });
    expect(await snapshotLoader(vendor)(monthsOf('LINK-USD', '2025-05'))).toMatchObject({
      ok: false,
      failure: { kind: 'unavailable' },
    });
    await healVendors();
    const [may] = await read(vendor, monthsOf('LINK-USD', '2025-05'));
    expect(may?.bars).toHaveLength(31 * 24);
  });

  test('no bars where nobody knows of any asks the next source, and is an empty month in the end', async () => {
    // The simulated market begins in 2024.
    const [month] = await read(withVendor('bitstamp'), monthsOf('BTC-USD', '2020-03'));
    expect(month?.bars).toEqual([]);
    expect(await sourcesOf('BTC-USD')).toContain('2020-03 coinbase');
  });
});

test('of two workers that choose another source for a month the first one’s choice holds', async () => {
  const product = { broker: 'bybit', symbol: 'BTC-USD' } as const;
  const choose = (source: string, was: string | null) =>
    chooseSources(db, product, [{ month: '2024-03', source, was }]);
  const [a, b] = await Promise.all([choose('coinbase', null), choose('bitstamp', null)]);
  expect(a).toEqual(b);
  const source = (await choose('twelvedata', null))[0]?.source ?? '';
  expect(await choose('twelvedata', source)).toEqual([{ month: '2024-03', source: 'twelvedata' }]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMarket } from '../market/market.ts';
import { startVendorsSim, type VendorsSim } from './sim.ts';

const NOW = Date.UTC(2026, 10, 20, 14, 25, 30);
const HOUR = 3_600;
const START = Date.UTC(2026, 10, 20) / 1_000;
const market = createMarket({ now: () => NOW });

let sim: VendorsSim;
beforeAll(async () => {
  sim = await startVendorsSim({ market, now: () => NOW });
});
afterAll(() => sim.stop());
beforeEach(() => fetch(`${sim.url}/_sim/faults`, { method: 'DELETE' }));

async function get(path: string): Promise<unknown> {
  return (await fetch(sim.url + path)).json();
}

function steer(fault: Record<string, unknown>): Promise<Response> {
  return fetch(`${sim.url}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) });
}

const bitstamp = (pair: string, query: Record<string, number>) =>
  `/api/v2/ohlc/${pair}/?step=3600&${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`;

function twelvedata(changes: Record<string, string> = {}): string {
  return `/time_series?${new URLSearchParams({
    symbol: 'BTC/USD',
    interval: '1h',
    start_date: '2026-11-20 00:00:00',
    end_date: '2026-11-20 02:00:00',
    timezone: 'UTC',
    order: 'asc',
    outputsize: '5000',
    apikey: 'a key',
    ...changes,
  })}`;
}

describe('Bitstamp’s candles', () => {
  test('are those of the market, oldest first, all values text', async () => {
    const [candle] = market.candles('BTC-USD', START, START);
    const { start: _, ...prices } = candle ?? { start: 0 };
    expect(await get(bitstamp('btcusd', { limit: 1, start: START, end: START }))).toEqual({
      data: { pair: 'BTC/USD', ohlc: [{ timestamp: String(START), ...prices }] },
    });
  });

  test('go by the end, and reach back before the start where the limit allows it', async () => {
    const answer = await get(bitstamp('btcusd', { limit: 3, start: START, end: START }));
    expect(answer).toMatchObject({
      data: { ohlc: [-2, -1, 0].map((hours) => ({ timestamp: String(START + hours * HOUR) })) },
    });
  });

  test('of the hour that runs are not told, and of an unknown pair there are none', async () => {
    const answer = await get(bitstamp('btcusd', { limit: 1, end: NOW / 1_000 }));
    expect(answer).toMatchObject({ data: { ohlc: [{ timestamp: String(START + 13 * HOUR) }] } });
    expect((await fetch(sim.url + bitstamp('foousd', { limit: 1 }))).status).toBe(404);
    expect((await fetch(sim.url + bitstamp('btcusd', { limit: 1_001 }))).status).toBe(400);
  });
});

describe('Twelve Data’s series', () => {
  test('is that of the market, without volume', async () => {
    const values = market
      .candles('BTC-USD', START, START + 2 * HOUR)
      .map(({ open, high, low, close }, hour) => {
        return { datetime: `2026-11-20 0${hour}:00:00`, open, high, low, close };
      });
    expect(await get(twelvedata())).toMatchObject({ status: 'ok', values });
    expect(await get(twelvedata({ order: 'desc' }))).toMatchObject({ values: values.toReversed() });
  });

  test.each([
    ['an unknown pair', { symbol: 'FOO/USD' }, 404],
    ['no key', { apikey: '' }, 401],
    ['a span without bars', { start_date: '2020-01-01 00:00:00', end_date: '2020-01-02 00:00:00' }, 400],
    ['another interval', { interval: '1day' }, 400],
  ])('answers %s with status 200 and the code in the body', async (_, changes, code) => {
    const answer = await fetch(sim.url + twelvedata(changes));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'error', code });
  });
});

describe('a fault', () => {
  test('is used up by the requests that it matches, and logged without the key', async () => {
    await steer({ match: '/time_series', status: 429, retryAfter: '7' });
    const since = Date.now();
    const limited = await fetch(sim.url + twelvedata());
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await fetch(sim.url + twelvedata())).status).toBe(200);
    const log = await get(`/_sim/log?since=${since}`);
    expect(log).toMatchObject({ requests: [{ status: 429 }, { status: 200 }] });
    expect(JSON.stringify(log)).not.toContain('key');
  });

  test('makes the bars of either vendor wrong', async () => {
    await steer({ match: 'btcusd', bars: 'empty' });
    await steer({ match: '/time_series', bars: 'unsorted' });
    expect(await get(bitstamp('btcusd', { limit: 3, end: START }))).toMatchObject({ data: { ohlc: [] } });
    expect(await get(twelvedata())).toMatchObject({
      values: [2, 1, 0].map((hour) => ({ datetime: `2026-11-20 0${hour}:00:00` })),
    });
  });

  test('that is none is refused', async () => {
    expect((await steer({ match: 'btcusd' })).status).toBe(400);
  });
});

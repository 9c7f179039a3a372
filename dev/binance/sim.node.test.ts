import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeQuery, type Params, signatureOf } from '../../worker/brokers/binance/sign.ts';
import { createMarket } from '../market/market.ts';
import type { Key } from './keys.ts';
import { startBinanceSim } from './sim.ts';
import { DAY_MS, farFromMinutesEnd, sim, tradesOf, useSimulator } from './simulator-kit.ts';

useSimulator();

const TRADES = '/api/v3/myTrades';

async function get(path: string, params: Params = {}, key: Key = sim.keys.readOnly) {
  const query = encodeQuery({ timestamp: Date.now(), ...params });
  const signature = await signatureOf(key.secret, query);
  const url = `${sim.url}${path}?${query}&signature=${signature}`;
  const response = await fetch(url, { headers: { 'x-mbx-apikey': key.apiKey } });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function steer(method: string, path: string, body?: unknown) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${sim.url}/_sim${path}`, init);
  return { status: response.status, body: await response.json() };
}

describe('a signed request', () => {
  test.each([
    ['in time', 0, {}, 200, undefined],
    ['late, but within its window', 50_000, { recvWindow: 60_000 }, 200, undefined],
    ['too late', 6_000, {}, 400, -1021],
    ['from the future', -60_000, {}, 400, -1021],
    ['with too long a window', 0, { recvWindow: 60_001 }, 400, -1102],
    ['without a time', 0, { timestamp: '' }, 400, -1102],
  ])('%s is answered so', async (_, ageMs, params, status, code) => {
    const answer = await get('/api/v3/account', { timestamp: Date.now() - ageMs, ...params });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('by another secret, another key or none is refused', async () => {
    const { readOnly } = sim.keys;
    const codeOf = async (key: Key) => (await get('/api/v3/account', {}, key)).body.code;
    expect(await codeOf({ ...readOnly, secret: 'another' })).toBe(-1022);
    expect(await codeOf({ ...readOnly, apiKey: 'B'.repeat(64) })).toBe(-2015);
    expect(await codeOf({ ...readOnly, apiKey: 'short' })).toBe(-2014);
  });
});

describe('trades', () => {
  const all = tradesOf('BTCUSDT', 1_500);
  const [first, last] = [all[0], all.at(-1)];
  const ids = (from: number, to?: number) => all.slice(from, to).map(({ id }) => id);
  const at = (index: number) => all[index]?.time ?? 0;

  async function list(params: Params) {
    sim.control.account('demo').trades = all;
    return get(TRADES, { symbol: 'BTCUSDT', ...params });
  }

  test.each<[string, Params, number[]]>([
    ['nothing else: the newest', {}, ids(-500)],
    ['startTime: the oldest from there', { startTime: at(10), limit: 1_000 }, ids(10, 1_010)],
    ['endTime: the newest until then', { endTime: at(99), limit: 20 }, ids(80, 100)],
    ['fromId: from that id', { fromId: first ? first.id + 1 : 0, limit: 3 }, ids(1, 4)],
    ['both times', { startTime: at(5), endTime: at(9) }, ids(5, 10)],
    ['orderId', { orderId: last?.orderId ?? 0 }, ids(-1)],
    ['orderId and fromId', { orderId: last?.orderId ?? 0, fromId: 1 }, ids(-1)],
    ['startTime after all of them', { startTime: Date.now() }, []],
  ])('with %s', async (_, params, expected) => {
    const { status, body } = await list(params);
    expect(status).toBe(200);
    expect(body.map(({ id }: { id: number }) => id)).toEqual(expected);
  });

  test.each<[string, Params, number]>([
    ['startTime and fromId', { startTime: 1, fromId: 1 }, -1128],
    ['endTime and fromId', { endTime: 1, fromId: 1 }, -1128],
    ['orderId and startTime', { orderId: 1, startTime: 1 }, -1128],
    ['more than a day', { startTime: 1, endTime: DAY_MS + 2 }, -1127],
    ['a limit over 1,000', { limit: 1_001 }, -1130],
    ['an id that is none', { fromId: 'x' }, -1102],
    ['no symbol', { symbol: '' }, -1102],
    ['a symbol that is none', { symbol: 'BTC-USDT' }, -1121],
  ])('with %s are refused', async (_, params, code) => {
    expect(await list(params)).toMatchObject({ status: 400, body: { code } });
  });
});

test.each([
  ['/sapi/v1/capital/deposit/hisrec', 90],
  ['/sapi/v1/capital/withdraw/history', 90],
  ['/sapi/v1/asset/assetDividend', 180],
  ['/sapi/v1/convert/tradeFlow', 30],
])('%s takes windows of less than %i days', async (path, days) => {
  const endTime = Date.now();
  const long = await get(path, { startTime: endTime - days * DAY_MS, endTime });
  expect(long).toMatchObject({ status: 400, body: { code: -1127 } });
  expect(await get(path, { startTime: endTime - days * DAY_MS + 1, endTime })).toMatchObject({ status: 200 });
});

describe('weights', () => {
  test('are told with each answer, and too much of them is refused', async () => {
    await farFromMinutesEnd();
    expect(await steer('POST', '/weight', { limit: 50 })).toMatchObject({ status: 200 });
    const used = async () => {
      const { status, headers, body } = await get('/api/v3/account');
      return [status, headers.get('x-mbx-used-weight-1m'), body.code];
    };
    expect([await used(), await used(), await used()]).toEqual([
      [200, '20', undefined],
      [200, '40', undefined],
      [429, '60', -1003],
    ]);
  });
});

describe('whoever steers it', () => {
  test('makes keys, changes what they may do, and takes them back', async () => {
    const made = await steer('POST', '/keys', { account: 'new', restrictions: { enableWithdrawals: true } });
    expect(made.status).toBe(201);
    const key: Key = { ...sim.keys.readOnly, ...made.body };
    const path = '/sapi/v1/account/apiRestrictions';
    expect((await get(path, {}, key)).body).toMatchObject({ enableReading: true, enableWithdrawals: true });
    await steer('POST', `/keys/${key.apiKey}/restrictions`, { enableReading: false });
    expect((await get(path, {}, key)).body).toMatchObject({ enableReading: false });
    expect((await get('/api/v3/account', {}, key)).body.code).toBe(-2015);
    await steer('DELETE', `/keys/${key.apiKey}`);
    expect((await get(path, {}, key)).body.code).toBe(-2015);
  });

  test.each([429, 418, 451, 403, 500])('orders a %i in the words of Binance', async (status) => {
    await steer('POST', '/faults', { match: '/api/v3/time', status });
    const answer = await fetch(`${sim.url}/api/v3/time`);
    expect([answer.status, await answer.text()]).toEqual([
      status,
      expect.stringMatching(status === 403 ? /html/ : /"code":/),
    ]);
    expect((await fetch(`${sim.url}/api/v3/time`)).status).toBe(200);
  });

  test('reads what was asked, without signatures', async () => {
    await get('/api/v3/account');
    const { body } = await steer('GET', '/log');
    expect(body.requests).toMatchObject([{ path: '/api/v3/account', status: 200, account: 'demo' }]);
    expect(JSON.stringify(body)).not.toContain('signature');
  });

  test('adds accounts and trades', async () => {
    expect(await steer('POST', '/accounts', { name: 'new', fills: 20 })).toMatchObject({ status: 201 });
    expect(await steer('POST', '/accounts', { name: 'new' })).toMatchObject({ status: 409 });
    const added = await steer('POST', '/accounts/new/trades', { count: 3 });
    expect(added.body.trades).toHaveLength(3);
    const { body } = await steer('GET', '/accounts/new');
    const ids = body.trades.map(({ symbol, id }: { symbol: string; id: number }) => `${symbol}/${id}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(body.trades.slice(-3)).toEqual(added.body.trades);
  });
});

test('an account tells the same past after a restart', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'twin-binance-'));
  try {
    const market = createMarket();
    const first = await startBinanceSim({ market, stateDir });
    const told = structuredClone(first.control.account('kept', 50));
    const key = first.control.makeKey('kept', 'key');
    await first.stop();
    const second = await startBinanceSim({ market, stateDir });
    expect(second.control.account('kept')).toEqual(told);
    expect(second.keys).toEqual(first.keys);
    expect(second.control.makeKey('kept', 'key')).toEqual(key);
    await second.stop();
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
});

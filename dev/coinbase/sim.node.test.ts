import { describe, expect, it } from 'vitest';
import recorded from './recorded-fill.json' with { type: 'json' };
import {
  allFills,
  CANDLES,
  clock,
  connect,
  FILLS,
  get,
  json,
  type Page,
  post,
  START,
  sim,
  useSimulator,
} from './simulator-kit.ts';

useSimulator();

describe('fills', () => {
  it('have the fields of the recorded one and 0 to 9 digits of the second', async () => {
    await post('/_sim/accounts', { name: 'busy', fills: 1_000 });
    const { access_token } = await connect('busy');
    const fills = await allFills(access_token, 'limit=250');
    for (const fill of fills) expect(Object.keys(fill).sort()).toEqual(Object.keys(recorded).sort());
    const digits = new Set(fills.map((fill) => /(?:\.(\d+))?Z$/.exec(fill.trade_time)?.[1]?.length ?? 0));
    expect([...digits].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('come in pages, newest first, complete and none twice', async () => {
    await post('/_sim/accounts', { name: 'busy', fills: 1_003 });
    const { access_token } = await connect('busy');
    const { fills: oracle } = await json<Page>(get('/_sim/accounts/busy'));
    for (const limit of [7, 250, 1_003, 3_000]) {
      const fills = await allFills(access_token, `limit=${limit}&sort_by=TRADE_TIME`);
      expect(fills).toEqual(oracle.toReversed());
    }
    const { cursor } = await json<Page>(get(`${FILLS}?limit=10`, access_token));
    expect(cursor).toMatch(/^\d+$/);
  });

  it('keep their pages while new ones arrive', async () => {
    await post('/_sim/accounts', { name: 'busy', fills: 200 });
    const { access_token } = await connect('busy');
    const { fills: oracle } = await json<Page>(get('/_sim/accounts/busy'));
    const seen = await allFills(access_token, 'limit=30', () =>
      post('/_sim/accounts/busy/fills', { count: 5 }),
    );
    expect(seen).toEqual(oracle.toReversed());
    expect((await allFills(access_token, 'limit=30')).length).toBe(200 + 7 * 5);
  });

  it('are chosen by product and by time', async () => {
    await post('/_sim/accounts', { name: 'busy', fills: 500 });
    const { access_token } = await connect('busy');
    const { fills: oracle } = await json<Page>(get('/_sim/accounts/busy'));
    const two = await allFills(access_token, 'product_ids=BTC-USD&product_ids=ADA-USD');
    expect(two.length).toBe(oracle.filter(({ product_id }) => /^(BTC|ADA)-USD$/.test(product_id)).length);
    const since = new Date(START - 3 * 86_400_000).toISOString();
    const recent = await allFills(access_token, `start_sequence_timestamp=${since}`);
    expect(recent.length).toBe(oracle.filter(({ sequence_timestamp }) => sequence_timestamp >= since).length);
    const earlier = await allFills(access_token, `end_sequence_timestamp=${since}`);
    expect(recent.length + earlier.length).toBe(500);
  });

  it.each([
    'limit=0',
    'limit=x',
    'cursor=x',
    'cursor=5',
    'start_sequence_timestamp=yesterday',
    'sort_by=SIZE',
  ])('refuse %s', async (query) => {
    const { access_token } = await connect();
    const response = await get(`${FILLS}?${query}`, access_token);
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'INVALID_ARGUMENT' }]);
  });
});

describe('candles', () => {
  const end = START / 1000;
  const ask = (hours: number, granularity = 'ONE_HOUR', path = CANDLES) =>
    get(
      `${path}?start=${Math.ceil(end / 3_600) * 3_600 - hours * 3_600}&end=${Math.floor(end)}&granularity=${granularity}`,
    );

  it('come newest first, as text, at most 350', async () => {
    const { candles } = await json<{ candles: Record<string, string>[] }>(ask(350));
    expect(candles.length).toBe(350);
    const starts = candles.map((candle) => Number(candle.start));
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    for (const candle of candles)
      expect(Object.values(candle).map((value) => typeof value)).toEqual(Array(6).fill('string'));
    const tooMany = await ask(351);
    expect(tooMany.status).toBe(400);
    expect(await tooMany.text()).toContain('number of candles requested should be less than 350');
  });

  it('of a day sum up its hours', async () => {
    const day = Date.UTC(2026, 10, 18) / 1000;
    const range = `start=${day}&end=${day + 86_399}`;
    type Answer = { candles: Record<'start' | 'high' | 'low' | 'open' | 'close' | 'volume', string>[] };
    const { candles: hours } = await json<Answer>(get(`${CANDLES}?${range}&granularity=ONE_HOUR`));
    const { candles: days } = await json<Answer>(get(`${CANDLES}?${range}&granularity=ONE_DAY`));
    expect(hours.length).toBe(24);
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({ start: String(day), open: hours.at(-1)?.open, close: hours[0]?.close });
    expect(Number(days[0]?.high)).toBe(Math.max(...hours.map(({ high }) => Number(high))));
    expect(Number(days[0]?.low)).toBe(Math.min(...hours.map(({ low }) => Number(low))));
  });

  it('of the authenticated kind are the same, with a token', async () => {
    const { access_token } = await connect();
    const query = `start=${Math.floor(end) - 7_200}&end=${Math.floor(end)}&granularity=ONE_HOUR`;
    const path = '/api/v3/brokerage/products/BTC-USD/candles';
    expect(await json(get(`${path}?${query}`, access_token))).toEqual(await json(get(`${CANDLES}?${query}`)));
    expect((await get(`${path}?${query}`)).status).toBe(401);
  });

  it('of an unknown product are not found', async () => {
    const response = await ask(5, 'ONE_HOUR', '/api/v3/brokerage/market/products/NO-USD/candles');
    expect([response.status, await response.json()]).toMatchObject([404, { errors: [{ id: 'not_found' }] }]);
  });

  it.each(['', 'start=1&end=2', 'start=x&end=2&granularity=ONE_HOUR', 'start=5&end=2&granularity=ONE_HOUR'])(
    'refuse "%s"',
    async (query) => {
      expect((await get(`${CANDLES}?${query}`)).status).toBe(400);
    },
  );
});

describe('accounts and products', () => {
  it('list what there is, accounts only with their scope', async () => {
    const { access_token } = await connect();
    const { products } = await json<{ products: { product_id: string }[] }>(
      get('/api/v3/brokerage/products', access_token),
    );
    expect(products.map(({ product_id }) => product_id)).toContain('ADA-USD');
    const accounts = await json<{ accounts: unknown[] }>(get('/api/v3/brokerage/accounts', access_token));
    expect(accounts.accounts.length).toBe(6);
    const other = await connect('trader', { scope: 'wallet:transactions:read' });
    expect((await get('/api/v3/brokerage/accounts', other.access_token)).status).toBe(403);
  });
});

describe('faults and limits', () => {
  it('answer a status with Retry-After as often as asked, then all is well', async () => {
    const { access_token } = await connect();
    await post('/_sim/faults', { match: '/fills', status: 429, retryAfter: 2, times: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) {
      const response = await get(FILLS, access_token);
      statuses.push([response.status, response.headers.get('retry-after')]);
    }
    expect(statuses).toEqual([
      [429, '2'],
      [429, '2'],
      [200, null],
    ]);
  });

  it('break the connection, send half of the JSON, another body, or nothing', async () => {
    await post('/_sim/faults', { match: '/candles', reset: true });
    await expect(get(CANDLES)).rejects.toThrow();
    await post('/_sim/faults', { match: '/candles', malformed: true });
    await expect(json(get(CANDLES))).rejects.toThrow(SyntaxError);
    await post('/_sim/faults', { match: '/candles', body: '<html>maintenance</html>' });
    expect(await (await get(CANDLES)).text()).toBe('<html>maintenance</html>');
    await post('/_sim/faults', { match: '/candles', hang: true });
    await expect(fetch(sim.apiUrl + CANDLES, { signal: AbortSignal.timeout(150) })).rejects.toThrow(
      /timeout/,
    );
  });

  it('hold an answer until they are cleared', async () => {
    const { access_token } = await connect();
    await post('/_sim/faults', { match: '/fills', hang: 3_600_000 });
    const held = get(FILLS, access_token);
    await expect.poll(() => sim.control.faults.list()).toEqual([]);
    sim.control.faults.clear();
    expect((await held).status).toBe(200);
  });

  it('send a byte a second, more than anyone reads, or half of a gzip', async () => {
    await post('/_sim/faults', { match: '/candles', drip: true });
    const dripping = await get(CANDLES);
    const first = await dripping.body?.getReader().read();
    expect([dripping.status, first?.value?.length]).toEqual([200, 1]);
    await post('/_sim/faults', { match: '/candles', hugeBytes: 3_000_000 });
    const huge = await (await get(CANDLES)).text();
    expect([huge.length >= 3_000_000, typeof JSON.parse(huge)]).toEqual([true, 'object']);
    await post('/_sim/faults', { match: '/candles', truncatedGzip: true });
    await expect(json(get(CANDLES))).rejects.toThrow();
  });

  it('meet one account, or the requests that the test means, and the others are answered as usual', async () => {
    await post('/_sim/accounts', { name: 'one', fills: 20 });
    const [one, other] = [await connect('one'), await connect('other')];
    await post('/_sim/faults', { match: '/fills', account: 'one', status: 503 });
    expect((await get(FILLS, other.access_token)).status).toBe(200);
    expect((await get(FILLS, one.access_token)).status).toBe(503);
    sim.control.faults.add({
      match: '/fills',
      when: ({ query }) => query.has('cursor'),
      answer: () => ({ status: 200, body: { fills: [], cursor: 'on' } }),
    });
    const { cursor } = await json<Page>(get(`${FILLS}?limit=5`, one.access_token));
    expect(cursor).toMatch(/^\d+$/);
    expect((await json<Page>(get(`${FILLS}?cursor=${cursor}`, one.access_token))).cursor).toBe('on');
  });

  it('refuse a fault that says nothing', async () => {
    expect((await post('/_sim/faults', { match: '/fills' })).status).toBe(400);
  });

  it('allow 30 requests a second and user when switched on', async () => {
    const { access_token } = await connect();
    await post('/_sim/rate-limit', { perSecond: 30 });
    const burst = await Promise.all(Array.from({ length: 35 }, () => get(FILLS, access_token)));
    expect(burst.filter(({ status }) => status === 429).length).toBe(5);
    clock.now += 1_000;
    expect((await get(FILLS, access_token)).status).toBe(200);
  });

  it('appear in the log, which keeps no secrets', async () => {
    const { access_token } = await connect();
    await post('/_sim/faults', { match: '/fills', reset: true });
    await get(`${FILLS}?limit=5`, access_token).catch(() => {});
    await get(`${FILLS}?limit=5`, access_token);
    const text = await (await get('/_sim/log')).text();
    const { requests } = JSON.parse(text) as { requests: Record<string, unknown>[] };
    expect(requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'POST /oauth2/auth 302',
      'POST /oauth2/token 200',
      `GET ${FILLS} 0`,
      `GET ${FILLS} 200`,
    ]);
    expect(requests.at(-1)).toMatchObject({
      account: 'trader',
      query: { limit: '5' },
      t: expect.any(Number),
    });
    expect(text).not.toContain(access_token);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMarket } from '../market/market.ts';
import type { CoinbaseFill } from './fill-json.ts';
import recorded from './recorded-fill.json' with { type: 'json' };
import { type CoinbaseSim, startCoinbaseSim } from './sim.ts';

const START = Date.UTC(2026, 10, 20, 14, 25, 30);
const CLIENT = { clientId: 'twin', clientSecret: 'local secret' };
const REDIRECT = 'http://127.0.0.1:8787/api/brokers/coinbase/connect/callback';
// RFC 7636, Appendix B
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const SCOPE = 'wallet:accounts:read,wallet:transactions:read,offline_access';
const FILLS = '/api/v3/brokerage/orders/historical/fills';
const CANDLES = '/api/v3/brokerage/market/products/BTC-USD/candles';

let now: number;
let stateDir: string;
let sim: CoinbaseSim;
const market = createMarket({ now: () => now });
const start = () => startCoinbaseSim({ market, ...CLIENT, stateDir, now: () => now });

beforeEach(async () => {
  now = START;
  stateDir = mkdtempSync(join(tmpdir(), 'twin-coinbase-'));
  sim = await start();
});
afterEach(async () => {
  await sim.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

interface Tokens {
  access_token: string;
  refresh_token: string;
  [name: string]: unknown;
}
interface Page {
  fills: CoinbaseFill[];
  cursor: string;
}

const AUTHORIZE = {
  response_type: 'code',
  client_id: CLIENT.clientId,
  redirect_uri: REDIRECT,
  state: 'state-0123456789',
  scope: SCOPE,
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

function authorizeUrl(changes: Record<string, string> = {}): string {
  return `${sim.loginUrl}/oauth2/auth?${new URLSearchParams({ ...AUTHORIZE, ...changes })}`;
}

async function decide(
  decision: string,
  account = 'trader',
  changes: Record<string, string> = {},
): Promise<URL> {
  const body = new URLSearchParams({ ...AUTHORIZE, ...changes, account, decision });
  const response = await fetch(`${sim.loginUrl}/oauth2/auth`, { method: 'POST', body, redirect: 'manual' });
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location') ?? '');
}

function token(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${sim.loginUrl}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
  });
}

const secretInBody = { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };

function redeem(code: string, changes: Record<string, string> = {}): Promise<Response> {
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER };
  return token({ ...fields, ...secretInBody, ...changes });
}

function refresh(refreshToken: string): Promise<Response> {
  return token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...secretInBody });
}

async function codeOf(location: Promise<URL>): Promise<string> {
  return (await location).searchParams.get('code') ?? '';
}

async function connect(account = 'trader', changes: Record<string, string> = {}): Promise<Tokens> {
  const response = await redeem(await codeOf(decide('allow', account, changes)));
  expect(response.status).toBe(200);
  return json<Tokens>(response);
}

async function json<T>(response: Response | Promise<Response>): Promise<T> {
  return (await response).json() as Promise<T>;
}

function get(path: string, accessToken?: string): Promise<Response> {
  return fetch(sim.apiUrl + path, accessToken ? { headers: { authorization: `Bearer ${accessToken}` } } : {});
}

function post(path: string, body: unknown = {}): Promise<Response> {
  return fetch(sim.apiUrl + path, { method: 'POST', body: JSON.stringify(body) });
}

async function allFills(
  accessToken: string,
  query: string,
  between: () => Promise<unknown> = async () => {},
) {
  const fills: CoinbaseFill[] = [];
  let cursor = '';
  do {
    const page: Page = await json(get(`${FILLS}?${query}&cursor=${cursor}`, accessToken));
    fills.push(...page.fills);
    cursor = page.cursor;
    await between();
  } while (cursor !== '');
  return fills;
}

describe('the consent', () => {
  it('says that it is a simulator, what is asked for, and proposes the account of the hint', async () => {
    const response = await fetch(authorizeUrl({ login_hint: '"><script>' }));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('Local simulator of Coinbase');
    expect(html).toContain('See your transactions and fills');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(await (await fetch(authorizeUrl())).text()).toContain('value="trader"');
  });

  it.each([
    ['an unknown client', { client_id: 'other' }],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/callback' }],
    ['an address of another kind', { redirect_uri: 'javascript:alert(1)' }],
    ['a short state', { state: '1234567' }],
  ])('tells the user and sends nothing anywhere: %s', async (_name, changes) => {
    expect((await fetch(authorizeUrl(changes), { redirect: 'manual' })).status).toBe(400);
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_request', { code_challenge_method: 'S512' }],
  ])('sends %s back to the client', async (error, changes) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });

  it('is refused with access_denied and the state', async () => {
    const location = await decide('cancel');
    expect(location.href).toBe(`${REDIRECT}?error=access_denied&state=state-0123456789`);
  });
});

describe('the token endpoint', () => {
  it('takes the code and the verifier of RFC 7636 for a pair of tokens', async () => {
    const location = await decide('allow');
    expect(location.searchParams.get('state')).toBe('state-0123456789');
    const response = await redeem(location.searchParams.get('code') ?? '');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
      scope: SCOPE.replaceAll(',', ' '),
    });
  });

  it('takes the secret as basic authentication, too', async () => {
    const code = await codeOf(decide('allow'));
    const authorization = `Basic ${btoa(`${CLIENT.clientId}:${encodeURIComponent(CLIENT.clientSecret)}`)}`;
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    };
    expect((await token(fields, { authorization })).status).toBe(200);
  });

  it('gives no refresh token without offline_access', async () => {
    expect(await connect('trader', { scope: 'wallet:accounts:read' })).not.toHaveProperty('refresh_token');
  });

  it.each([
    ['another verifier', { code_verifier: `${VERIFIER}x` }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_grant'],
    ['another redirect_uri', { redirect_uri: 'http://127.0.0.1:8787/' }, 400, 'invalid_grant'],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, changes, status, error) => {
    const response = await redeem(await codeOf(decide('allow')), changes);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });

  it('holds a forgotten code_challenge_method for plain, as the real one', async () => {
    const plain = { code_challenge: VERIFIER, code_challenge_method: 'plain' };
    expect((await redeem(await codeOf(decide('allow', 'trader', plain)))).status).toBe(200);
  });

  it('takes a code once, and for a minute', async () => {
    const code = await codeOf(decide('allow'));
    expect((await redeem(code)).status).toBe(200);
    expect(await json(redeem(code))).toMatchObject({ error: 'invalid_grant' });
    const late = await codeOf(decide('allow'));
    now += 60_001;
    expect(await json(redeem(late))).toMatchObject({ error: 'invalid_grant' });
  });

  it('takes a refresh token once and gives another', async () => {
    const first = await connect();
    const second = await json<Tokens>(refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    const third = await json<Tokens>(refresh(second.refresh_token));
    expect((await get(FILLS, third.access_token)).status).toBe(200);
  });
});

describe('access tokens', () => {
  const errorOf = async (accessToken?: string) => {
    const response = await get(FILLS, accessToken);
    const body = await json<{ errors?: { id: string }[] }>(response);
    return [response.status, body.errors?.[0]?.id];
  };

  it('are asked for, checked, and expire after an hour', async () => {
    const { access_token } = await connect();
    expect(await errorOf()).toEqual([401, 'invalid_token']);
    expect(await errorOf(`${access_token}x`)).toEqual([401, 'invalid_token']);
    now += 3_600_000 - 1;
    expect((await get(FILLS, access_token)).status).toBe(200);
    now += 1;
    expect(await errorOf(access_token)).toEqual([401, 'expired_token']);
  });

  it('end with a revocation, which wants the token twice and says 200 in any case', async () => {
    const { access_token, refresh_token } = await connect();
    const body = new URLSearchParams({ token: access_token });
    const revoke = (headers: Record<string, string>) =>
      fetch(`${sim.loginUrl}/oauth2/revoke`, { method: 'POST', body, headers });
    expect((await revoke({})).status).toBe(200);
    expect((await get(FILLS, access_token)).status).toBe(200);
    expect((await revoke({ authorization: `Bearer ${access_token}` })).status).toBe(200);
    expect(await errorOf(access_token)).toEqual([401, 'revoked_token']);
    expect((await refresh(refresh_token)).status).toBe(400);
  });

  it('end when the user revokes at Coinbase, or expire when a test wants it', async () => {
    const { access_token, refresh_token } = await connect();
    await post('/_sim/accounts/trader/expire');
    now += 1;
    await post('/_sim/accounts/trader/expire');
    expect(await errorOf(access_token)).toEqual([401, 'expired_token']);
    const renewed = await json<Tokens>(refresh(refresh_token));
    expect((await get(FILLS, renewed.access_token)).status).toBe(200);
    await post('/_sim/accounts/trader/revoke');
    expect(await errorOf(renewed.access_token)).toEqual([401, 'revoked_token']);
  });

  it('outlive a restart of the simulator, as the account and the refresh token do', async () => {
    const { access_token, refresh_token } = await connect();
    await post('/_sim/accounts/trader/fills', { count: 3 });
    const before = await allFills(access_token, 'limit=50');
    await sim.stop();
    now += 1_000_000;
    sim = await start();
    expect(await allFills(access_token, 'limit=50')).toEqual(before);
    expect((await refresh(refresh_token)).status).toBe(200);
  });
});

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

  it('refuse a fault that says nothing', async () => {
    expect((await post('/_sim/faults', { match: '/fills' })).status).toBe(400);
  });

  it('allow 30 requests a second and user when switched on', async () => {
    const { access_token } = await connect();
    await post('/_sim/rate-limit', { perSecond: 30 });
    const burst = await Promise.all(Array.from({ length: 35 }, () => get(FILLS, access_token)));
    expect(burst.filter(({ status }) => status === 429).length).toBe(5);
    now += 1_000;
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

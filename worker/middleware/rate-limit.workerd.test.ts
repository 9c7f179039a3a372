import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { TwinClient } from '../../dev/client.ts';
import { rateLimiter } from '../../durable/stub.ts';
import type { BucketRule } from '../../durable/token-bucket.ts';
import { expectBurst } from '../../test/support/buckets.ts';
import { ONE, send, sign } from '../../test/support/service-calls.ts';
import { ORIGIN, signedUp, visitor } from '../../test/support/trader.ts';
import { app } from '../app.ts';

const AUTH = { burst: 20, everyMs: 6_000 };
const LOGIN = '/api/auth/login';

/** A log-in that names nobody: it is refused as it stands, and has cost a token. */
const tryToLogIn = (client: TwinClient, headers: Record<string, string> = {}) =>
  client.send('POST', LOGIN, '{}', headers);

/** Those that were refused. Every other was let through, which cost a token. */
async function refusedOf(answers: Promise<Response>[], rule: BucketRule): Promise<Response[]> {
  const since = Date.now();
  const all = await Promise.all(answers);
  const refused = all.filter(({ status }) => status === 429);
  expect(all.filter(({ status }) => status !== 400)).toEqual(refused);
  expectBurst(all.length - refused.length, rule, since);
  return refused;
}

const times = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

/** What a client might say to be taken for another. */
const disguise = (at: number) => {
  const address = `198.51.100.${at}`;
  return {
    'x-forwarded-for': address,
    'x-real-ip': address,
    forwarded: `for=${address}`,
    'true-client-ip': address,
    'cf-connecting-ip': address,
  };
};

/** Requests of a user that are refused one way or another, each of them after its token was taken. */
const NO_TRADE = `/api/trades/${'0'.repeat(26)}`;
const OF_A_USER: [
  string,
  string,
  [burst: number, everyMs: number],
  (client: TwinClient) => Promise<Response>,
][] = [
  [
    'a connect that begins',
    'connect',
    [20, 6_000],
    (client) => client.post('/api/brokers/robinhood/connect/start'),
  ],
  ['a thumb', 'inputs', [60, 1_000], (client) => client.send('PUT', `${NO_TRADE}/feedback`, '{}')],
  ['a cost', 'inputs', [60, 1_000], (client) => client.send('PUT', `${NO_TRADE}/cost`, '{}')],
  ['a start anew', 'inputs', [60, 1_000], (client) => client.post('/api/thresholds/reset', {})],
  ['a verification', 'verify', [30, 2_000], (client) => client.get(`${NO_TRADE}/bias?verify=1`)],
];

describe('a user', () => {
  test.each(OF_A_USER)(
    'is held to a number of requests a minute: %s',
    async (_, rule, [burst, everyMs], ask) => {
      const client = await signedUp();
      await client.csrfToken();
      const since = Date.now();
      const first = await ask(client);
      expect(first.headers.get('ratelimit')).toContain(`"${rule}";r=${burst - 1};`);
      const answers = await Promise.all(times(burst + 30, () => ask(client)));
      const refused = answers.filter(({ status }) => status === 429);
      expectBurst(1 + answers.length - refused.length, { burst, everyMs }, since);
      expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await ask(await signedUp())).status).not.toBe(429);
    },
  );

  test('reads what was said of a trade as often as they like', async () => {
    const client = await signedUp();
    const answer = await client.get(`${NO_TRADE}/bias`);
    expect([answer.status, answer.headers.get('ratelimit')]).toEqual([404, null]);
  });
});

describe('sign-in', () => {
  test('is tried twenty times at once by a client, however it disguises itself, and then refused with the time to wait', async () => {
    const client = visitor();
    await client.csrfToken();
    const [refused] = await refusedOf(
      times(50, (at) => tryToLogIn(client, disguise(at))),
      AUTH,
    );
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(6);
    expect(refused?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await refused?.json()).toMatchObject({ code: 'rate_limited', status: 429 });
    const other = await tryToLogIn(visitor());
    expect(other.status).toBe(400);
  });

  test('tells on every answer how it stands, refused or not', async () => {
    const client = visitor();
    const first = await tryToLogIn(client);
    expect(first.headers.get('ratelimit-policy')).toBe('"auth";q=20;w=120');
    expect(first.headers.get('ratelimit')).toBe('"auth";r=19;t=6');
    const answers = await Promise.all(times(2 * AUTH.burst, () => tryToLogIn(client)));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('ratelimit-policy')).toBe('"auth";q=20;w=120');
    const [, left, whole] = /^"auth";r=(\d+);t=(\d+)$/.exec(refused?.headers.get('ratelimit') ?? '') ?? [];
    expect(left).toBe('0');
    expect(Number(whole)).toBeGreaterThanOrEqual(Number(refused?.headers.get('retry-after')));
  });

  test('shares one limit among its routes, which log-out and a look are not of', async () => {
    const client = visitor();
    await client.csrfToken();
    const signUp = () => client.post('/api/auth/signup', {});
    await refusedOf(
      times(2 * AUTH.burst, (at) => (at % 2 ? tryToLogIn(client) : signUp())),
      AUTH,
    );
    const session = (await signedUp()).cookie('__Host-session');
    client.setCookie('__Host-session', session ?? '');
    client.forgetCsrf();
    expect((await client.get('/api/auth/me')).status).toBe(200);
    const left = await client.post('/api/auth/logout');
    expect(left.status).toBe(204);
    expect(left.headers.get('ratelimit')).toBeNull();
  });

  test('is not used up by what a foreign page makes a browser send', async () => {
    const client = visitor();
    await Promise.all(times(AUTH.burst + 10, () => tryToLogIn(client, { origin: 'https://evil.example' })));
    expect((await tryToLogIn(client)).headers.get('ratelimit')).toBe('"auth";r=19;t=6');
  });
});

describe('where no edge is in front', () => {
  // A pepper of its own: these objects are nobody else's.
  const bare = { ...env, CLIENT_IP_HEADER: '', HASH_PEPPER: crypto.randomUUID().repeat(2) };
  const bareVisitor = () =>
    new TwinClient(ORIGIN, async (url, init) => app.fetch(new Request(url, init), bare));

  test('a header that says who is calling is believed from nobody: all are one client', async () => {
    const clients = times(AUTH.burst + 10, bareVisitor);
    for (const client of clients) await client.csrfToken();
    const refused = await refusedOf(
      clients.map((client, at) => tryToLogIn(client, disguise(at))),
      AUTH,
    );
    expect(refused).not.toEqual([]);
  });
});

describe('another service', () => {
  const path = '/v1/indicators';
  const call = (key: typeof ONE) => send(sign({ path, body: '{}', key }), { path, body: '{}' });
  const leftOf = (answer: Response) => Number(/r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);

  test('is told with every answer how its key stands, and has none without a signature that holds', async () => {
    const first = await call(ONE);
    expect(first.status).toBe(400);
    expect(first.headers.get('ratelimit-policy')).toBe('"service";q=600;w=60');
    expect(leftOf(first)).toBeLessThan(600);
    const unsigned = await call({ ...ONE, secret: 'c'.repeat(43) });
    expect(unsigned.status).toBe(401);
    expect(unsigned.headers.get('ratelimit')).toBeNull();
  });

  test('has six hundred calls at once, and then to wait', async () => {
    const busy = { keyId: 'busy', secret: 'd'.repeat(43) };
    const limiter = rateLimiter(env, 'service', busy.keyId);
    await Promise.all(times(600, () => limiter.take({ burst: 600, everyMs: 100_000 })));
    const vars = { SERVICE_KEYS: `busy:${busy.secret}` };
    const refused = await send(sign({ path, body: '{}', key: busy }), { path, body: '{}', vars });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
  });
});

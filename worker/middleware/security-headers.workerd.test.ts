import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { ORIGIN, signedUp, visitor } from '../../test/support/trader.ts';
import { app } from '../app.ts';
import { SECURITY_HEADERS } from '../security/headers.ts';

const fetchPath = (path: string, init: RequestInit = {}, vars: Record<string, string> = {}) =>
  Promise.resolve(app.fetch(new Request(ORIGIN + path, init), { ...env, ...vars }));

function expectAllHeaders({ headers }: Response): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
}

describe('every answer has the security headers, and is kept nowhere', () => {
  test.each<[number, string, () => Promise<Response>]>([
    [200, 'a read', async () => (await signedUp()).get('/api/auth/me')],
    [200, 'health', () => fetchPath('/healthz')],
    [200, 'the API description', () => fetchPath('/api/openapi.json')],
    [
      201,
      'a sign-up',
      async () => {
        const client = visitor();
        return client.post('/api/auth/signup', {
          email: `${crypto.randomUUID()}@example.com`,
          password: 'correct horse battery staple',
        });
      },
    ],
    [204, 'a log-out', async () => (await signedUp()).post('/api/auth/logout')],
    [
      302,
      'a way back from a broker',
      async () =>
        (await signedUp()).get('/api/brokers/coinbase/connect/callback?state=x&error=access_denied'),
    ],
    [
      400,
      'a body that is no JSON',
      async () => (await signedUp()).send('POST', '/api/trades/import', '{"broker":'),
    ],
    [401, 'a stranger', () => visitor().get('/api/trades')],
    [401, 'a service without a signature', () => fetchPath('/v1/indicators', { method: 'POST', body: '{}' })],
    [
      403,
      'a foreign origin',
      async () =>
        (await signedUp()).send('POST', '/api/auth/logout', undefined, { origin: 'https://evil.example' }),
    ],
    [404, 'an address that is not there', () => visitor().get('/api/nothing')],
    [
      413,
      'a body that is too large',
      async () => (await signedUp()).send('POST', '/api/rules/upsert', `"${'x'.repeat(1024 * 1024)}"`),
    ],
    [
      415,
      'a form',
      async () =>
        (await signedUp()).send('POST', '/api/trades/import', '{}', { 'content-type': 'text/plain' }),
    ],
    [426, 'a socket that is none', () => visitor().get('/ws/coach')],
    [429, 'a sixth socket', sixthSocket],
    [500, 'a Worker that is not configured', () => fetchPath('/api/auth/csrf', {}, { CSRF_SECRET: 'short' })],
    [
      503,
      'a database that is away',
      () => fetchPath('/readyz', {}, { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/away' }),
    ],
  ])('%i, to %s', async (status, _, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expectAllHeaders(answer);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

/** Five stay open as long as the test does. */
async function sixthSocket(): Promise<Response> {
  const client = await signedUp();
  const open = (tab: string) =>
    exports.default.fetch(
      new Request(`${ORIGIN}/ws/coach?tab=${tab}`, {
        headers: { upgrade: 'websocket', origin: ORIGIN, cookie: client.cookieHeader },
      }),
    );
  for (const tab of ['1', '2', '3', '4', '5']) (await open(tab)).webSocket?.accept();
  return open('6');
}

describe('the policy', () => {
  const directives = new Map(
    SECURITY_HEADERS['content-security-policy'].split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

  test('starts from nothing and allows no more than the own host', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('object-src')).toEqual(["'none'"]);
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
    expect(directives.get('base-uri')).toEqual(["'none'"]);
    expect(directives.get('form-action')).toEqual(["'self'"]);
    const sources = [...directives].flatMap(([name, list]) => (name.endsWith('-src') ? list : []));
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", 'data:']));
    expect(directives.get('img-src')).toContain('data:');
    expect(directives.get('script-src')).toEqual(["'self'"]);
  });

  test('names where it is reported to, by the name of an endpoint that is there', () => {
    expect(directives.get('report-to')).toEqual(['csp']);
    expect(SECURITY_HEADERS['reporting-endpoints']).toBe('csp="/api/csp-reports"');
    expect(directives.get('report-uri')).toEqual(['/api/csp-reports']);
  });
});

test('logging out has the browser forget cache, cookies and storage, and nothing else does', async () => {
  const client = await signedUp();
  expect((await client.get('/api/auth/me')).headers.get('clear-site-data')).toBeNull();
  const answer = await client.post('/api/auth/logout');
  expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { REPORTS, tlsClientAuth } from '../../test/support/client-certificates.ts';
import * as calls from '../../test/support/service-calls.ts';
import { contextOf } from '../context.ts';
import { sweep } from '../jobs/sweep.ts';

const { ONE, TWO, newNonce } = calls;
const { db } = contextOf(env);
const PATH = '/v1/nlg/reflect';
const unknown = { known: false, reason: 'no hourly candles before this trade' } as const;
const BODY = JSON.stringify({
  symbol: 'BTC-USD',
  side: 'BUY',
  ts: '2026-05-01T10:00:00Z',
  tags: [{ label: 'UNSCORED', confidence: 0 }],
  features: Object.fromEntries(
    [
      ...['pct_change_1h_before', 'pct_change_24h_before', 'RSI_14', 'ATR_rel', 'BB_pos', 'gap_from_MA'],
      ...['held_hours', 'pnl_exit', 'drawdown_recent'],
    ].map((name) => [name, unknown]),
  ),
});

const agoS = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);
const sign = (over: Partial<Parameters<typeof calls.sign>[0]> = {}) =>
  calls.sign({ path: PATH, body: BODY, ...over });
const send = (headers: Record<string, string>, over: Partial<calls.Sending> = {}) =>
  calls.send(headers, { path: PATH, body: BODY, ...over });

async function refusal(answer: Response) {
  const { requestId: _, ...problem } = await answer.json<{ requestId: string }>();
  return { status: answer.status, ...problem };
}

const REFUSED = {
  type: 'urn:ai-trading-twin:problem:signature_invalid',
  title: 'signature invalid',
  status: 401,
  code: 'signature_invalid',
  detail: expect.stringMatching(/^The signature of this request does not hold\./),
};

describe('a signed request', () => {
  test('is answered, without a cookie, an Origin or a CSRF token', async () => {
    const answer = await send(sign());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ insight: expect.stringMatching(/BTC-USD.*\. .+\.$/) });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('ratelimit-policy')).toBe('"service";q=600;w=60');
  });

  test('is answered by each of two keys in force, and no longer by one that was taken out', async () => {
    expect((await send(sign({ key: TWO }))).status).toBe(200);
    const vars = { SERVICE_KEYS: `two:${TWO.secret}` };
    expect((await send(sign({ key: TWO }), { vars })).status).toBe(200);
    expect(await refusal(await send(sign({ key: ONE }), { vars }))).toEqual(REFUSED);
  });

  test.each<[string, () => Promise<Response>]>([
    ['without any of its headers', () => send({ 'content-type': 'application/json' })],
    ['without a signature', () => send({ ...sign(), 'x-signature': '' })],
    [
      'with a signature in capitals',
      () => {
        const headers = sign();
        return send({ ...headers, 'x-signature': headers['x-signature']?.toUpperCase() ?? '' });
      },
    ],
    ['with a body that was changed', () => send(sign(), { body: `${BODY} ` })],
    ['with a path that was swapped', () => send(sign(), { path: '/v1/bias/score' })],
    ['with a method that was swapped', () => send(sign(), { method: 'GET' })],
    ['with a key id that was swapped', () => send({ ...sign(), 'x-keyid': 'two' })],
    ['by a key that nobody knows', () => send(sign({ key: { keyId: 'nine', secret: 'c'.repeat(43) } }))],
    ['by no key where there is none', () => send(sign(), { vars: { SERVICE_KEYS: '' } })],
    ['from 301 s ago', () => send(sign({ timestamp: agoS(301) }))],
    ['from 310 s ahead', () => send(sign({ timestamp: agoS(-310) }))],
    ['with a short nonce', () => send(sign({ nonce: 'short' }))],
    ['with a query', () => send(sign({ path: `${PATH}?a=1` }), { path: `${PATH}?a=1` })],
    ['with an empty query', () => send(sign(), { path: `${PATH}?` })],
    ['to an address that is not there', () => send(sign(), { path: '/v1/nothing' })],
  ])('%s is refused like any other', async (_, sent) => {
    const answer = await sent();
    expect(await refusal(answer)).toEqual(REFUSED);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('ratelimit')).toBeNull();
  });

  test('costs its own key a token, and no other', async () => {
    await Promise.all(Array.from({ length: 20 }, () => send(sign({ key: TWO }))));
    const key = { ...ONE, keyId: newNonce() };
    const answer = await send(sign({ key }), { vars: { SERVICE_KEYS: `${key.keyId}:${key.secret}` } });
    expect(answer.headers.get('ratelimit')).toBe('"service";r=599;t=1');
  });

  test('from 295 s ago or ahead is answered', async () => {
    expect((await send(sign({ timestamp: agoS(295) }))).status).toBe(200);
    expect((await send(sign({ timestamp: agoS(-295) }))).status).toBe(200);
  });

  test('is good once: of twenty at the same time one is answered, and none after it', async () => {
    const headers = sign();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(headers)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(401)]);
    expect(await refusal(await send(headers))).toEqual(REFUSED);
    expect(await refusal(await send(sign({ nonce: headers['x-nonce'] ?? '' })))).toEqual(REFUSED);
  });

  test('that is refused uses up no nonce', async () => {
    const own = newNonce();
    await send({ ...sign({ nonce: own }), 'x-signature': '0'.repeat(64) });
    await send(sign({ nonce: own, timestamp: agoS(400) }));
    await send(sign({ nonce: own }), { body: '{}' });
    const { rows } = await db.execute(sql`select from service_nonce where nonce = ${own}`);
    expect(rows).toHaveLength(0);
    expect((await send(sign({ nonce: own }))).status).toBe(200);
  });

  test('leaves its nonce for a little longer than its time stamp is good, and the sweep takes it out', async () => {
    const own = newNonce();
    await send(sign({ nonce: own, timestamp: agoS(-290) }));
    const kept = () =>
      db.execute<{ left: number }>(
        sql`select extract(epoch from expires_at - now())::float8 as left from service_nonce where nonce = ${own}`,
      );
    const [row] = (await kept()).rows;
    expect(row?.left).toBeGreaterThan(290 + 300);
    await sweep(contextOf(env));
    expect((await kept()).rows).toHaveLength(1);
    await db.execute(
      sql`update service_nonce set expires_at = now() - interval '1 second' where nonce = ${own}`,
    );
    await sweep(contextOf(env));
    expect((await kept()).rows).toHaveLength(0);
  });
});

describe('a body', () => {
  const over1MiB = `{"x":"${'x'.repeat(1024 * 1024)}"}`;

  test('of more than 1 MiB is refused before its signature is looked at', async () => {
    const answer = await send(sign({ body: over1MiB }), { body: over1MiB });
    expect(answer.status).toBe(413);
  });

  test('that is no JSON is refused once it is known who sent it', async () => {
    const text = { ...sign(), 'content-type': 'text/plain' };
    expect((await send(text)).status).toBe(415);
    const broken = await send(sign({ body: '{"a":' }), { body: '{"a":' });
    expect(await broken.json()).toMatchObject({ code: 'malformed_json', status: 400 });
    const other = await send(sign({ body: '{}' }), { body: '{}' });
    expect(await other.json()).toMatchObject({ code: 'invalid_request', fields: expect.any(Array) });
  });
});

describe('with client certificates', () => {
  const cf = { tlsClientAuth: tlsClientAuth(REPORTS) };
  const bare = { 'content-type': 'application/json' };
  const list = { SERVICE_CLIENTS: 'URI:spiffe://twin.example/reports' };
  const mtls = { SERVICE_AUTH: 'mtls', ...list };
  const both = { SERVICE_AUTH: 'both', ...list };

  test('alone, one on the list is enough and a signature is not', async () => {
    expect((await send(bare, { cf, vars: mtls })).status).toBe(200);
    expect(await refusal(await send(sign(), { vars: mtls }))).toEqual(REFUSED);
    const other = { ...mtls, SERVICE_CLIENTS: 'DNS:other.example.com' };
    expect(await refusal(await send(bare, { cf, vars: other }))).toEqual(REFUSED);
    const failed = { tlsClientAuth: tlsClientAuth(REPORTS, { certVerified: 'FAILED' }) };
    expect(await refusal(await send(bare, { cf: failed, vars: mtls }))).toEqual(REFUSED);
  });

  test('and signatures, both must hold, and no nonce is used up by one alone', async () => {
    const headers = sign();
    expect(await refusal(await send(headers, { vars: both }))).toEqual(REFUSED);
    expect(await refusal(await send(bare, { cf, vars: both }))).toEqual(REFUSED);
    expect((await send(headers, { cf, vars: both })).status).toBe(200);
  });

  test('none helps where signatures are asked for', async () => {
    expect(await refusal(await send(bare, { cf, vars: list }))).toEqual(REFUSED);
  });
});

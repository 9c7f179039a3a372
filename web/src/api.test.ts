import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOTHING, post, put } from './api.ts';

const UNDER_WAY = {
  type: 'urn:ai-trading-twin:problem:idempotency_in_progress',
  title: 'idempotency in progress',
  status: 409,
  detail: 'A request with this Idempotency-Key is still under way.',
  code: 'idempotency_in_progress',
  requestId: 'r-1',
};

/** Every mutating request that was sent. */
let sent: { path: string; method: string | undefined; key: string | null; body: unknown }[] = [];
/** Of how many of them nothing comes back. */
let broken = 0;
/** How often the server says that it is still at the first of them. */
let underWay = 0;

/** As a browser's: it rejects where the connection breaks. */
vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
  if (path === '/api/auth/csrf') return Response.json({ token: 't' });
  const key = new Headers(init.headers).get('idempotency-key');
  sent.push({ path, method: init.method, key, body: init.body });
  broken -= 1;
  if (broken >= 0) throw new TypeError('Failed to fetch');
  if (underWay > 0) {
    underWay -= 1;
    return Response.json(UNDER_WAY, { status: 409, headers: { 'retry-after': '1' } });
  }
  return Response.json(null);
});
afterAll(() => void vi.unstubAllGlobals());
beforeEach(() => {
  sent = [];
  broken = 0;
  underWay = 0;
  vi.useRealTimers();
});

describe('a POST', () => {
  test('carries a key of its own', async () => {
    await post('/api/one', NOTHING);
    await post('/api/one', NOTHING);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
    for (const { key } of sent) expect(key).toMatch(/^[\x21-\x7e]{1,255}$/);
  });

  test('of which nothing comes back is sent once more with the same key', async () => {
    broken = 1;
    expect(await post('/api/one', NOTHING, { some: 'body' })).toMatchObject({ ok: true });
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
  });

  test('is given up when that fails too', async () => {
    broken = 2;
    expect(await post('/api/one', NOTHING)).toMatchObject({ ok: false, problem: { code: 'network' } });
    expect(sent).toHaveLength(2);
  });

  test('that is still being done gets the answer of the first, once there is one', async () => {
    vi.useFakeTimers();
    broken = 1;
    underWay = 2;
    const answer = post('/api/one', NOTHING, { some: 'body' });
    await vi.advanceTimersByTimeAsync(2_900);
    expect(sent).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(100);
    expect(await answer).toMatchObject({ ok: true });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  test('that does not get done in half a minute is told of in words for the trader', async () => {
    vi.useFakeTimers();
    broken = 1;
    underWay = Number.POSITIVE_INFINITY;
    const answer = post('/api/one', NOTHING);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(sent).toHaveLength(7);
    expect(await answer).toMatchObject({
      problem: { title: 'Still under way', detail: expect.stringContaining('Reload the page') },
    });
  });

  test('that signs in is not sent again', async () => {
    broken = 1;
    expect(await post('/api/auth/signup', NOTHING)).toMatchObject({ problem: { code: 'network' } });
    expect(sent).toHaveLength(1);
  });
});

test('a PUT, which says the same however often it comes, carries no key and is not sent again', async () => {
  broken = 1;
  expect(await put('/api/one', NOTHING, {})).toMatchObject({ ok: false });
  expect(sent).toEqual([{ path: '/api/one', method: 'PUT', key: null, body: '{}' }]);
});

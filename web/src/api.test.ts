import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOTHING, post, put } from './api.ts';

/** Every mutating request that was sent. */
let sent: { path: string; method: string | undefined; key: string | null; body: unknown }[] = [];
/** Of how many of them nothing comes back. */
let broken = 0;

/** As a browser's: it rejects where the connection breaks. */
vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
  if (path === '/api/auth/csrf') return Response.json({ token: 't' });
  const key = new Headers(init.headers).get('idempotency-key');
  sent.push({ path, method: init.method, key, body: init.body });
  broken -= 1;
  if (broken >= 0) throw new TypeError('Failed to fetch');
  return Response.json(null);
});
afterAll(() => void vi.unstubAllGlobals());
beforeEach(() => {
  sent = [];
  broken = 0;
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

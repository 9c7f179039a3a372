import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { getJson, parseRetryAfter, request } from './http.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

test.each([
  ['0', 0],
  ['2', 2_000],
  ['3600', 3_600_000],
  ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
  [null, null],
])('Retry-After %j means %j ms', (value, ms) => {
  expect(parseRetryAfter(value, NOW)).toBe(ms);
});

describe('a broker that answers', () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  async function answering(listener: RequestListener) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    stops.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return getJson(
      request,
      new URL(`http://127.0.0.1:${port}/`),
      {},
      z.object({ fills: z.array(z.unknown()) }),
    );
  }

  test.each([
    ['401', (_, out) => out.writeHead(401).end(), { kind: 'unauthorized' }],
    [
      '429',
      (_, out) => out.writeHead(429, { 'retry-after': '7' }).end(),
      { kind: 'rate_limited', retryAfterMs: 7_000 },
    ],
    ['503', (_, out) => out.writeHead(503).end(), { kind: 'unavailable' }],
    ['404', (_, out) => out.writeHead(404).end(), { kind: 'refused', status: 404 }],
    [
      'a redirect',
      (_, out) => out.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
      { kind: 'refused' },
    ],
    ['a web page', (_, out) => out.end('<html>'), { kind: 'malformed' }],
    ['JSON of another shape', (_, out) => out.end('{"fills":{}}'), { kind: 'malformed' }],
    ['9 MiB', (_, out) => out.end(`{"fills":["${'x'.repeat(9 * 1024 * 1024)}"]}`), { kind: 'malformed' }],
    ['by hanging up', (request) => request.socket.destroy(), { kind: 'unavailable' }],
  ] satisfies [string, RequestListener, object][])('%s is a named failure', async (_, listener, failure) => {
    expect(await answering(listener)).toMatchObject({ ok: false, failure });
  });

  test('as documented is read', async () => {
    expect(await answering((_, out) => out.end('{"fills":[1]}'))).toEqual({
      ok: true,
      value: { fills: [1] },
    });
  });
});

import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fail, ok } from '../result.ts';
import { guarded } from './guard.ts';
import { type Answer, getJson, parseRetryAfter, type ReadAnswer, request } from './http.ts';

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
    return getJson(request, await addressOf(listener), {}, z.object({ fills: z.array(z.unknown()) }));
  }

  async function addressOf(listener: RequestListener): Promise<URL> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    stops.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return new URL(`http://127.0.0.1:${port}/`);
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

  test('is read by its adapter where that knows more than statuses', async () => {
    const seen: Answer[] = [];
    const read: ReadAnswer = (answer) => {
      seen.push(answer);
      return fail({ kind: 'malformed', detail: answer.body });
    };
    const url = await addressOf((_, out) => out.writeHead(400, { 'x-used': '7' }).end('{"code":-1121}'));
    const circuit = {
      admit: async () => ({ admitted: true, suspect: false }) as const,
      succeeded: async () => {},
      failed: async () => {},
    };
    for (const send of [request, guarded(request, circuit)]) {
      expect(await getJson(send, url, {}, z.unknown(), read)).toEqual({
        ok: false,
        failure: { kind: 'malformed', detail: '{"code":-1121}' },
      });
    }
    expect(seen.map(({ status, headers }) => [status, headers.get('x-used')])).toEqual([
      [400, '7'],
      [400, '7'],
    ]);
  });

  test.each<[string, RequestListener, number]>([
    [
      'that goes on for ever is cut at 64 KiB',
      (_, out) => {
        out.writeHead(500);
        out.write('x'.repeat(100_000));
      },
      65_536,
    ],
    [
      'that breaks off is read as far as it came',
      (_, out) => {
        out.writeHead(500);
        out.write('half', () => setTimeout(() => out.destroy(), 50));
      },
      4,
    ],
    ['without a word has none', (_, out) => out.writeHead(500).end(), 0],
    // A request that nothing but its deadline of 10 s ended was not cut.
  ])(
    'with an error %s',
    async (_, listener, length) => {
      const read: ReadAnswer = ({ status, body }) => ok(`${status}: ${body.length}`);
      expect(await request(await addressOf(listener), {}, read)).toEqual({
        ok: true,
        value: `500: ${length}`,
      });
    },
    5_000,
  );

  test('as documented is read', async () => {
    expect(await answering((_, out) => out.end('{"fills":[1]}'))).toEqual({
      ok: true,
      value: { fills: [1] },
    });
  });
});

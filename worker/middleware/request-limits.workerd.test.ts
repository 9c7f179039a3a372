import { exports } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemSchema } from '../../contracts/problems.ts';
import type { TwinClient } from '../../dev/client.ts';
import { ORIGIN, signedUp } from '../../test/support/trader.ts';

const IMPORT = '/api/trades/import';
const UPLOAD = '/api/trades/import/file';
const MIB = 1024 * 1024;
const LIMIT_MS = 20_000;

let client: TwinClient;
let began: number;
beforeEach(async () => {
  client = await signedUp();
  await client.csrfToken();
  began = Date.now();
});
afterEach(() => {
  expect(Date.now() - began).toBeLessThan(LIMIT_MS);
});

async function problemOf(answer: Response): Promise<[status: number, code: string]> {
  const { status, code } = ProblemSchema.parse(await answer.json());
  expect(answer.status).toBe(status);
  return [status, code];
}

/** A body that tells no length and never ends. */
async function sendWithoutEnd(
  path: string,
  contentType: string,
): Promise<{ answer: Response; sent: number }> {
  const piece = new TextEncoder().encode('[1,2,3],'.repeat(8 * 1024));
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += piece.byteLength;
      controller.enqueue(piece);
    },
  });
  const headers = {
    'content-type': contentType,
    origin: ORIGIN,
    cookie: client.cookieHeader,
    'x-csrf-token': await client.csrfToken(),
  };
  const answer = await exports.default.fetch(new Request(ORIGIN + path, { method: 'POST', headers, body }));
  return { answer, sent };
}

describe('a body', () => {
  test('of more than a mebibyte of JSON is refused', async () => {
    const body = JSON.stringify({ broker: 'x'.repeat(MIB) });
    expect(await problemOf(await client.send('POST', IMPORT, body))).toEqual([413, 'payload_too_large']);
  });

  test('without an end is refused as soon as it is longer than it may be, and read no further', async () => {
    const json = await sendWithoutEnd(IMPORT, 'application/json');
    expect(await problemOf(json.answer)).toEqual([413, 'payload_too_large']);
    expect(json.sent).toBeLessThan(2 * MIB);
    const file = await sendWithoutEnd(UPLOAD, 'multipart/form-data; boundary=x');
    expect(await problemOf(file.answer)).toEqual([413, 'payload_too_large']);
    expect(file.sent).toBeLessThan(27 * MIB);
  });

  test.each(['gzip', 'br', 'deflate', 'gzip, gzip'])(
    'that is compressed by %s is not unpacked',
    async (encoding) => {
      for (const path of [IMPORT, '/api/auth/logout']) {
        const answer = await client.send('POST', path, '{}', { 'content-encoding': encoding });
        expect(await problemOf(answer)).toEqual([415, 'unsupported_media_type']);
      }
    },
  );

  test('that does not say what it is is refused where one is read', async () => {
    const answer = await client.send('POST', IMPORT, '{}', { 'content-type': null });
    expect(await problemOf(answer)).toEqual([415, 'unsupported_media_type']);
  });

  test.each([
    ['arrays', '['.repeat(500_000) + ']'.repeat(500_000), 'invalid_request'],
    ['arrays that are not closed', '['.repeat(1_000_000), 'malformed_json'],
    ['objects', `${'{"a":'.repeat(170_000)}1${'}'.repeat(170_000)}`, 'invalid_request'],
    ['arrays in a known field', `{"broker":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 'invalid_request'],
  ])('of %s, one in the other a million deep, is refused and does no harm', async (_, body, code) => {
    for (const headers of [{}, { 'idempotency-key': crypto.randomUUID() }]) {
      expect(await problemOf(await client.send('POST', IMPORT, body, headers))).toEqual([400, code]);
    }
    expect((await client.get('/api/auth/me')).status).toBe(200);
  });
});

describe('headers', () => {
  test('by the ten thousand, of one name or of many, or of a hundred thousand characters, are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`x-${at}`, '1']));
    const long = { 'x-long': 'x'.repeat(100_000) };
    const cookies = { cookie: `${client.cookieHeader}; ${'a=1; '.repeat(10_000)}` };
    const equal = { 'x-equal': Array.from({ length: 10_000 }, () => '1').join(', ') };
    for (const headers of [many, long, cookies, equal]) {
      expect(await problemOf(await client.send('GET', '/api/auth/me', undefined, headers))).toEqual([
        431,
        'headers_too_large',
      ]);
    }
  });

  test('as a browser and the edge send them are let in', async () => {
    const usual = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`x-${at}`, 'x'.repeat(100)]));
    expect((await client.send('GET', '/api/auth/me', undefined, usual)).status).toBe(200);
  });
});

test.each(['/api/trades', '/api/events'])(
  'a cursor of five thousand characters at %s is refused',
  async (path) => {
    const name = path === '/api/events' ? 'since' : 'cursor';
    const answer = await client.get(`${path}?${name}=${'A'.repeat(5_000)}`);
    expect(await problemOf(answer)).toEqual([400, 'invalid_request']);
  },
);

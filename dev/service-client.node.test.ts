import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isSigned, keysOf } from '../worker/security/service-signature.ts';
import { secretsOf } from './secrets.ts';

const BODY = '{"candles":[],"note":"café"}';

let dataDir: string;
let server: Server;
let origin: string;
let seen: { url: string; method: string; headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'twin-service-'));
  writeFileSync(join(dataDir, 'body.json'), BODY);
  server = createServer(async (request, response) => {
    const { url = '', method = '', headers } = request;
    seen.push({ url, method, headers, body: await text(request) });
    response.statusCode = url === '/v1/no' ? 401 : 200;
    response.end('{"answered":true}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

afterAll(() => {
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function client(args: string[], environment: Record<string, string> = {}) {
  const script = fileURLToPath(new URL('./service-client.ts', import.meta.url));
  const env = { ...process.env, DATA_DIR: dataDir, SERVICE_KEYS: undefined, ...environment };
  return new Promise<{ code: number; out: string }>((resolve) => {
    execFile(process.execPath, [script, '--origin', origin, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    );
  });
}

/** Whether the last request holds against these keys, as the Worker would see it. */
function lastHolds(list: string): boolean {
  const { url = '', method = '', headers = {}, body = '' } = seen.at(-1) ?? {};
  const header = (name: string) => String(headers[name] ?? '');
  const claim = {
    timestamp: header('x-timestamp'),
    method,
    path: url,
    nonce: header('x-nonce'),
    bodyHash: createHash('sha256').update(body).digest('hex'),
    keyId: header('x-keyid'),
    signature: header('x-signature'),
  };
  return isSigned(keysOf(list), claim, Date.now());
}

it('signs a file with the key of the data directory, and prints the answer', async () => {
  seen = [];
  expect(await client(['POST', '/v1/indicators', join(dataDir, 'body.json')])).toEqual({
    code: 0,
    out: '{"answered":true}\n',
  });
  expect(seen[0]?.body).toBe(BODY);
  expect(lastHolds(secretsOf(dataDir).SERVICE_KEYS)).toBe(true);
  expect(lastHolds(`local:${'x'.repeat(43)}`)).toBe(false);
});

it('signs with the key that is named, and each time anew', async () => {
  seen = [];
  const keys = `old:${'o'.repeat(43)},new:${'n'.repeat(43)}`;
  for (const name of ['old', 'new', 'new']) {
    await client(['POST', '/v1/indicators', join(dataDir, 'body.json'), '--key', name], {
      SERVICE_KEYS: keys,
    });
    expect(seen.at(-1)?.headers['x-keyid']).toBe(name);
    expect(lastHolds(keys)).toBe(true);
  }
  expect(new Set(seen.map(({ headers }) => headers['x-nonce'])).size).toBe(3);
});

it('ends with an error where it was refused, or has no such key', async () => {
  expect(await client(['POST', '/v1/no'])).toMatchObject({ code: 1, out: expect.stringContaining('401') });
  expect(await client(['POST', '/v1/indicators', '--key', 'nobody'])).toMatchObject({
    code: 2,
    out: expect.stringContaining('no key "nobody", but local'),
  });
  expect((await client([])).code).toBe(2);
});

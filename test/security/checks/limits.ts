import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { CROWD_HEADER } from '../../../dev/crowd.ts';
import { type Check, expectThat } from '../check.ts';
import type { Member, Stack } from '../stack.ts';

const WITHIN_MS = 2_000;
const MOST_GROWTH_MB = 96;
const MIB = 1024 * 1024;

interface Answer {
  /** 0: the connection was closed without one. */
  status: number;
  ms: number;
}

const sizes: Check = {
  number: 41,
  name: 'too large, too deep, too many, without an end: refused within two seconds, with memory flat',
  async run(stack) {
    const member = await stack.member();
    const before = stack.worker.memory().nowMb;
    const json = { 'content-type': 'application/json' };
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
    const bomb = gzipSync(Buffer.alloc(64 * MIB));
    const attempts: [string, readonly number[], () => Promise<Answer>][] = [
      [
        'a JSON body over 1 MiB',
        [413],
        () => post(stack, member, '/api/trades/import', json, `"${'a'.repeat(MIB + 10)}"`),
      ],
      ['JSON that is 400,000 deep', [400, 413], () => fetched(member, '/api/trades/import', deep)],
      [
        'a gzip bomb',
        [400, 413, 415],
        () => post(stack, member, '/api/trades/import', { ...json, 'content-encoding': 'gzip' }, bomb),
      ],
      ['a file over 25 MiB', [413], () => tooLargeFile(stack, member)],
      ['ten thousand headers', [400, 413, 431, 0], () => manyHeaders(stack, member)],
      ['a chunked body without an end', [400, 408, 413], () => endless(stack, member)],
      [
        'a cursor of 5,000 characters',
        [400],
        () => get(stack, member, `/api/trades?cursor=${'A'.repeat(5_000)}`),
      ],
      [
        'an address of 100,000 characters',
        [400, 404, 414, 431, 0],
        () => get(stack, member, `/api/${'a'.repeat(100_000)}`),
      ],
    ];
    const against: string[] = [];
    for (const [what, wanted, attempt] of attempts) {
      const { status, ms } = await attempt();
      against.push(...expectThat(wanted.includes(status), `${what}: ${status}, wanted ${wanted}`));
      against.push(...expectThat(ms <= WITHIN_MS, `${what}: answered after ${Math.round(ms)} ms`));
    }
    const alive = await member.client.get('/api/trades');
    const grown = stack.worker.memory().nowMb - before;
    return [
      ...against,
      ...expectThat(alive.ok, `afterwards: ${alive.status}`),
      ...expectThat(grown < MOST_GROWTH_MB, `${Math.round(grown)} MB more than before`),
    ];
  },
};

export const LIMIT_CHECKS = [sizes];

async function headersOf(stack: Stack, { client }: Member): Promise<Record<string, string>> {
  return {
    origin: stack.origin,
    cookie: client.cookieHeader,
    'x-csrf-token': await client.csrfToken(),
    [CROWD_HEADER]: 'limits',
  };
}

async function post(
  stack: Stack,
  member: Member,
  path: string,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<Answer> {
  return send(stack, 'POST', path, { ...(await headersOf(stack, member)), ...headers }, (asked) =>
    asked.end(body),
  );
}

async function get(stack: Stack, member: Member, path: string): Promise<Answer> {
  return send(stack, 'GET', path, await headersOf(stack, member), (asked) => asked.end());
}

async function manyHeaders(stack: Stack, member: Member): Promise<Answer> {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`x-${at}`, 'a']));
  return send(stack, 'GET', '/api/trades', { ...(await headersOf(stack, member)), ...many }, (asked) =>
    asked.end(),
  );
}

/** Writes on and on until there is an answer. */
async function endless(stack: Stack, member: Member): Promise<Answer> {
  const headers = { ...(await headersOf(stack, member)), 'content-type': 'application/json' };
  return send(stack, 'POST', '/api/trades/import', headers, (asked) => {
    asked.write('"');
    const writing = setInterval(() => asked.write('a'.repeat(64 * 1024)), 5);
    asked.once('close', () => clearInterval(writing));
    asked.once('response', () => clearInterval(writing));
  });
}

function send(
  stack: Stack,
  method: string,
  path: string,
  headers: Record<string, string>,
  write: (asked: ReturnType<typeof request>) => void,
): Promise<Answer> {
  const began = performance.now();
  return new Promise((resolve) => {
    const done = (status: number) => resolve({ status, ms: performance.now() - began });
    const asked = request(stack.origin + path, { method, headers }, (response) => {
      done(response.statusCode ?? 0);
      response.resume();
      response.once('end', () => asked.destroy());
    });
    asked.on('error', () => done(0));
    asked.setTimeout(10_000, () => asked.destroy());
    write(asked);
  });
}

/** Says how long it will be, as a browser does, and begins; whoever refuses it need not wait for the rest. */
async function tooLargeFile(stack: Stack, member: Member): Promise<Answer> {
  const headers = {
    ...(await headersOf(stack, member)),
    'content-type': 'multipart/form-data; boundary=x',
    'content-length': String(26 * MIB),
  };
  return send(stack, 'POST', '/api/trades/import/file', headers, (asked) => {
    asked.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n');
    asked.write(Buffer.alloc(64 * 1024, 'a'));
  });
}

async function fetched({ client }: Member, path: string, body: string): Promise<Answer> {
  const began = performance.now();
  const { status } = await client.send('POST', path, body);
  return { status, ms: performance.now() - began };
}

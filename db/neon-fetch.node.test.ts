import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { neonFetch } from './neon-fetch.ts';

const QUERY = '{"query":"select 1","params":[]}';

let server: Server | undefined;
afterEach(() => void server?.close().closeAllConnections());

/** An edge that answers its nth request with the nth of these, and the last for good. */
async function edge(...answers: ((response: ServerResponse) => void)[]) {
  let requests = 0;
  server = createServer((_, response) => {
    answers[Math.min(requests, answers.length - 1)]?.(response);
    requests += 1;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/sql`;
  return {
    ask: (deadlineMs: number) =>
      neonFetch(url, { method: 'POST', body: QUERY, deadlineMs, actor: { kind: 'system' } }),
    asked: () => requests,
  };
}

const refuse = (code: string) => (response: ServerResponse) =>
  response.writeHead(400).end(JSON.stringify({ message: 'no', code }));
const accept = (response: ServerResponse) => response.end('{"results":[{},{"rows":[]}]}');

test.each(['40P01', '40001'])(
  'what Postgres gave up for another transaction (%s) is sent again',
  async (code) => {
    const { ask, asked } = await edge(refuse(code), refuse(code), accept);
    expect((await ask(2_000)).status).toBe(200);
    expect(asked()).toBe(3);
  },
);

test('a third refusal of that kind is handed on', async () => {
  const { ask, asked } = await edge(refuse('40P01'));
  expect(await (await ask(2_000)).json()).toMatchObject({ code: '40P01' });
  expect(asked()).toBe(3);
});

test('any other refusal is handed on at once', async () => {
  const { ask, asked } = await edge(refuse('23505'));
  expect((await ask(2_000)).status).toBe(400);
  expect(asked()).toBe(1);
});

test('an edge that hangs, before its answer or in the middle of it, is left at the deadline', async () => {
  const { ask } = await edge(
    () => {},
    (response) => response.writeHead(200).write('{"rows":'),
  );
  await expect(ask(100)).rejects.toThrow(/timeout/);
  await expect(ask(100)).rejects.toThrow(/timeout/);
});

test('an answer that breaks off, or that is no JSON, fails here and not in the driver', async () => {
  const { ask } = await edge(
    (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"rows":');
      setTimeout(() => response.destroy(), 20);
    },
    (response) => response.writeHead(200).end('<html>'),
  );
  await expect(ask(2_000)).rejects.toThrow();
  await expect(ask(2_000)).rejects.toThrow();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningNeonProxy, startNeonProxy } from '../neon-proxy.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';

let dataDir: string;
let postgres: RunningPostgres;
let proxy: RunningNeonProxy;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'twin-neon-'));
  postgres = await startPostgres({ dataDir });
  proxy = await startNeonProxy({ databaseUrl: postgres.url });
});
afterAll(async () => {
  await proxy.stop();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('malformed requests', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`http://${proxy.host}/sql`, {
      method: 'POST',
      body,
      headers: { 'Neon-Connection-String': postgres.url, ...headers },
    });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no query', '{}'],
    ['parameters that are no list', '{"query":"select 1","params":7}'],
    ['queries that are no list', '{"queries":{}}'],
  ])('are answered with 400: %s', async (_name, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('are answered with 400 without a connection string', async () => {
    expect((await post('{"query":"select 1"}', { 'Neon-Connection-String': 'nonsense' })).status).toBe(400);
  });

  it('are answered with 400 for an unknown isolation level, and leave no transaction open', async () => {
    const batch = '{"queries":[{"query":"select 1"}]}';
    expect((await post(batch, { 'Neon-Batch-Isolation-Level': 'x; drop table fill' })).status).toBe(400);
    expect((await post(batch)).status).toBe(200);
  });

  it('are answered with 413 above 64 MiB', async () => {
    const answer = await post(
      JSON.stringify({ query: 'select 1', params: ['x'.repeat(65 * 1024 * 1024)] }),
    ).catch(
      () => undefined, // the connection may break before the answer is read
    );
    expect(answer?.status ?? 413).toBe(413);
    expect((await post('{"query":"select 1"}')).status).toBe(200);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isProcessAlive } from './postgres/lock.ts';
import { startPostgres } from './postgres.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'twin-postgres-'));
  const postgres = await startPostgres({ dataDir });
  await query(postgres.url, 'create table kept as select 42 as answer');
  await postgres.stop();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** A stack in a process of its own, to be killed. */
async function startElsewhere(): Promise<{ kill(): Promise<void>; postgresPid: number }> {
  const script = `import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)};
    const { pid } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(pid);
    setInterval(() => {}, 1000);`;
  const args = [
    '--experimental-strip-types',
    '--no-warnings',
    '--input-type=module-typescript',
    '-e',
    script,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return {
    postgresPid: Number(String(line)),
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

describe('the embedded Postgres', () => {
  it('keeps data, port and password over a restart', async () => {
    const first = await startPostgres({ dataDir });
    await first.stop();
    const second = await startPostgres({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    expect(isProcessAlive(second.pid)).toBe(false);
  });

  it('is durable, quiet and open to this machine only', async () => {
    const postgres = await startPostgres({ dataDir });
    const settings = await query(
      postgres.url,
      `select name, setting from pg_settings where name in
        ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'TimeZone') order by name`,
    );
    expect(settings).toEqual([
      { name: 'TimeZone', setting: 'UTC' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
    await expect(query(postgres.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await postgres.stop();
  });

  it('refuses a directory that a living stack uses', async () => {
    const postgres = await startPostgres({ dataDir });
    await expect(startPostgres({ dataDir })).rejects.toThrow(/another stack uses this data directory/);
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it('takes over from a killed stack, whose server still runs, on the same port', async () => {
    const elsewhere = await startElsewhere();
    await elsewhere.kill();
    expect(isProcessAlive(elsewhere.postgresPid)).toBe(true);
    const postgres = await startPostgres({ dataDir });
    expect(isProcessAlive(elsewhere.postgresPid)).toBe(false);
    expect(await query(postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await postgres.stop();
  });

  it('recovers when the server itself was killed', async () => {
    const elsewhere = await startElsewhere();
    process.kill(elsewhere.postgresPid, 'SIGKILL');
    await elsewhere.kill();
    const postgres = await startPostgres({ dataDir });
    expect(await query(postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await postgres.stop();
  });

  it('says so when the port asked for is taken', async () => {
    const postgres = await startPostgres({ dataDir });
    const other = mkdtempSync(join(tmpdir(), 'twin-postgres-'));
    await expect(startPostgres({ dataDir: other, port: postgres.port })).rejects.toThrow(/is taken/);
    rmSync(other, { recursive: true, force: true });
    await postgres.stop();
  });
});

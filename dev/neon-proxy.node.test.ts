import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { neon, neonConfig, Pool } from '@neondatabase/serverless';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningNeonProxy, startNeonProxy } from './neon-proxy.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';

let dataDir: string;
let postgres: RunningPostgres;
let proxy: RunningNeonProxy;
let sql: ReturnType<typeof neon<false, false>>;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'twin-neon-'));
  postgres = await startPostgres({ dataDir });
  proxy = await startNeonProxy({ databaseUrl: postgres.url });
  neonConfig.fetchEndpoint = () => `http://${proxy.host}/sql`;
  neonConfig.wsProxy = () => `${proxy.host}/v2`;
  neonConfig.useSecureWebSocket = false;
  sql = neon(postgres.url);
});
beforeEach(async () => {
  await sql`drop table if exists fill`;
  await sql`create table fill (id text constraint fill_pk primary key, price numeric, at timestamptz)`;
});
afterAll(async () => {
  await proxy.stop();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the HTTP driver', () => {
  it('selects with parameters of every kind', async () => {
    const rows = await sql`select ${'a'}::text as text, ${7}::int as int, ${null}::text as nothing,
      ${true}::bool as bool, ${['x', 'y,"z']}::text[] as list, ${JSON.stringify({ deep: [1] })}::jsonb as json,
      ${Buffer.from([0, 255])}::bytea as bytes`;
    expect(rows).toEqual([
      {
        text: 'a',
        int: 7,
        nothing: null,
        bool: true,
        list: ['x', 'y,"z'],
        json: { deep: [1] },
        bytes: Buffer.from([0, 255]),
      },
    ]);
  });

  it('keeps every digit of a numeric', async () => {
    const price = '21220.6400000000000001';
    await sql`insert into fill (id, price) values ('a', ${price})`;
    expect(await sql`select price from fill`).toEqual([{ price }]);
  });

  it('gives full results and both columns of the same name', async () => {
    const result = await sql.query('select 1 as a, 2 as a', [], { arrayMode: true, fullResults: true });
    expect(result).toMatchObject({ command: 'SELECT', rowCount: 1, rows: [[1, 2]] });
    expect(result.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
      ['a', 23],
      ['a', 23],
    ]);
  });

  it('runs a batch as one transaction', async () => {
    const results = await sql.transaction([
      sql`insert into fill (id) values ('a')`,
      sql`insert into fill (id) values ('b')`,
      sql`select count(*)::int as n, pg_current_xact_id_if_assigned() is not null as writes from fill`,
    ]);
    expect(results[2]).toEqual([{ n: 2, writes: true }]);
  });

  it('stores nothing of a batch whose second statement fails, and tells why', async () => {
    const batch = sql.transaction([
      sql`insert into fill (id) values ('a')`,
      sql`insert into fill (id) values ('a')`,
      sql`insert into fill (id) values ('b')`,
    ]);
    await expect(batch).rejects.toMatchObject({ code: '23505' });
    expect(await sql`select * from fill`).toEqual([]);
  });

  it('obeys isolation level, read only and deferrable', async () => {
    const options = { isolationLevel: 'Serializable', readOnly: true, deferrable: true } as const;
    const [rows] = await sql.transaction(
      [
        sql`select current_setting('transaction_isolation') as isolation,
          current_setting('transaction_read_only') as read_only,
          current_setting('transaction_deferrable') as deferrable`,
      ],
      options,
    );
    expect(rows?.[0]).toEqual({ isolation: 'serializable', read_only: 'on', deferrable: 'on' });
    const write = sql.transaction([sql`insert into fill (id) values ('a')`], { readOnly: true });
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('tells code, constraint, table and detail of a violation', async () => {
    await sql`insert into fill (id) values ('a')`;
    await expect(sql`insert into fill (id) values ('a')`).rejects.toMatchObject({
      code: '23505',
      constraint: 'fill_pk',
      table: 'fill',
      severity: 'ERROR',
      detail: 'Key (id)=(a) already exists.',
    });
  });

  it('refuses two statements in one string, as Neon does', async () => {
    await expect(sql.query('select 1; select 2')).rejects.toMatchObject({ code: '42601' });
  });

  it('lets nobody in with a wrong password', async () => {
    const stranger = neon(postgres.url.replace(/:[0-9a-f]+@/, ':wrong@'));
    await expect(stranger`select 1`).rejects.toMatchObject({ code: '28P01' });
  });

  it('does not lend on a connection that was left inside a transaction', async () => {
    await sql`begin`;
    const seen = await Promise.all(
      Array.from({ length: 20 }, () => sql`select pg_current_xact_id()::text as id, pg_sleep(0.005)`),
    );
    expect(new Set(seen.map(([row]) => row?.id)).size).toBe(20);
  });

  it('cancels the statement of a caller who hangs up', async () => {
    const abort = new AbortController();
    const slow = sql.query('select pg_sleep(30)', [], { fetchOptions: { signal: abort.signal } });
    await sleep(100);
    abort.abort();
    await expect(slow).rejects.toThrow();
    const running = async () => {
      const [row] = await sql`select count(*)::int as n from pg_stat_activity
        where query like 'select pg_sleep(30)%' and state = 'active'`;
      return row?.n;
    };
    await expect.poll(running, { timeout: 15_000 }).toBe(0);
  });

  it('serves hundreds of requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 400 }, (_, i) => sql`select ${i}::int as i`));
    expect(answers.map(([row]) => row?.i)).toEqual(Array.from({ length: 400 }, (_, i) => i));
  });
});

describe('the WebSocket driver', () => {
  it('runs a transaction that reads before it writes', async () => {
    const pool = new Pool({ connectionString: postgres.url });
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query('select count(*)::int as n from fill');
    await client.query('insert into fill (id) values ($1)', [`after ${rows[0]?.n}`]);
    expect(await sql`select * from fill`).toEqual([]);
    await client.query('commit');
    client.release();
    await pool.end();
    expect(await sql`select id from fill`).toEqual([{ id: 'after 0' }]);
  });

  it('carries megabytes both ways unharmed', async () => {
    const pool = new Pool({ connectionString: postgres.url });
    const text = 'äöü€'.repeat(1_000_000);
    const { rows } = await pool.query('select $1::text as text, md5($1) as md5', [text]);
    expect(rows[0]?.text === text).toBe(true);
    await pool.end();
  });

  it('ends the session in Postgres when the socket closes', async () => {
    const pool = new Pool({ connectionString: postgres.url });
    const { rows } = await pool.query('select pg_backend_pid() as pid');
    await pool.end();
    const alive = async () => (await sql`select 1 from pg_stat_activity where pid = ${rows[0]?.pid}`).length;
    await expect.poll(alive, { timeout: 15_000 }).toBe(0);
  });

  it('ends by the closing handshake, whoever leaves first', async () => {
    const errors: unknown[] = [];
    for (let round = 0; round < 40; round++) {
      const pool = new Pool({ connectionString: postgres.url });
      pool.on('error', (error: unknown) => errors.push(error));
      const client = await pool.connect();
      await client.query('select 1');
      client.release();
      await pool.end();
    }
    const socket = new WebSocket(`ws://${proxy.host}/v2`);
    const closed = new Promise<boolean>((resolve) => {
      socket.onclose = (event) => resolve(event.wasClean);
    });
    socket.onopen = () => socket.send(Buffer.from('GET / HTTP/1.1')); // not the Postgres protocol
    expect(await closed).toBe(true);
    await sleep(50);
    expect(errors).toEqual([]);
  });

  it('refuses another path than /v2', async () => {
    const socket = new WebSocket(`ws://${proxy.host}/v1`);
    await expect(
      new Promise((_, reject) => {
        socket.onerror = () => reject(new Error('refused'));
      }),
    ).rejects.toThrow('refused');
  });
});

describe('when Postgres goes away', () => {
  it('answers 503 at once, and works again after the restart', async () => {
    const pool = new Pool({ connectionString: postgres.url });
    pool.on('error', () => {});
    await pool.query('select 1');
    await Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.01)`));

    await postgres.stop();
    const before = performance.now();
    await expect(sql`select 1`).rejects.toThrow(/HTTP status 503/);
    expect(performance.now() - before).toBeLessThan(10_000);
    await expect(new Pool({ connectionString: postgres.url }).query('select 1')).rejects.toThrow();

    postgres = await startPostgres({ dataDir });
    expect(await sql`select 7 as seven`).toEqual([{ seven: 7 }]);
    const fresh = new Pool({ connectionString: postgres.url });
    expect((await fresh.query('select 8 as eight')).rows).toEqual([{ eight: 8 }]);
    await fresh.end();
  });

  it('survives sessions that Postgres ends in the middle of a statement', async () => {
    const slow = sql`select pg_sleep(20)`.then(
      () => 'answered',
      (error: { code?: string }) => error.code,
    );
    const ended = async () =>
      (
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where query like 'select pg_sleep(20)%' and state = 'active'`
      ).length;
    await expect.poll(ended).toBe(1);
    expect(await slow).toBe('57P01');
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });
});

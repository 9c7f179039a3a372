import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { NO_PROGRESS } from '../contracts/jobs.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';

const USER = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const DEAD = 'd'.repeat(64);
const SUPERSEDED = 'a'.repeat(64);
const NEWER = 'b'.repeat(64);

let dataDir: string;
let postgres: RunningPostgres;
let db: pg.Client;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'twin-jobs-'));
  postgres = await startPostgres({ dataDir });
  await migrateDatabase(postgres.url);
  db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
});

beforeEach(async () => {
  await db.query('truncate job, dead_letter cascade');
  await db.query(
    `insert into "user" (id, email, password_hash) values ($1, 'trader@example.com', 'none') on conflict do nothing`,
    [USER],
  );
  const add = (id: string, key: string, run: number, status: string) =>
    db.query(
      `insert into job (id, user_id, kind, key, run, status, params, progress, error, attempts, cursor)
       values ($1, $2, 'import', $3, $4, $5, '{}', $6, '{"code":"broker_unavailable","message":"It was down."}', 6, 'page 3')`,
      [id, USER, key, run, status, JSON.stringify(NO_PROGRESS)],
    );
  await add(DEAD, 'one', 1, 'dead');
  await add(SUPERSEDED, 'two', 1, 'dead');
  await add(NEWER, 'two', 2, 'done');
  await db.query(
    `insert into dead_letter (id, queue, body, reason) values ('letter', 'q-import', '{"job":1}', 'This is not a message.')`,
  );
});

afterAll(async () => {
  await db.end();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What the command prints, and how it ends. */
function jobs(...args: string[]): Promise<{ code: number; out: string }> {
  const script = fileURLToPath(new URL('./jobs.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: postgres.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    );
  });
}

it('lists what did not end well with its code and its trader, and dead letters with their reason', async () => {
  const { code, out } = await jobs('list');
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`${DEAD}  import dead  trader@example.com  broker_unavailable`));
  expect(out).toContain('dead letter of q-import: This is not a message. {"job":1}');
  expect(out).toContain('2 jobs, 1 dead letters');
});

it('has a dead job done again where it stood, and leaves one alone of which a newer run is there', async () => {
  const { code, out } = await jobs('replay', DEAD, SUPERSEDED, 'letter');
  expect(code).toBe(1);
  expect(out).toContain(`${DEAD}: done again within a minute`);
  expect(out).toContain(`${SUPERSEDED}: neither`);
  const { rows } = await db.query('select id, status, attempts, cursor from job order by run, id desc');
  expect(rows).toEqual([
    { id: DEAD, status: 'queued', attempts: 0, cursor: 'page 3' },
    { id: SUPERSEDED, status: 'dead', attempts: 6, cursor: 'page 3' },
    { id: NEWER, status: 'done', attempts: 6, cursor: 'page 3' },
  ]);
  const letters = await db.query('select replay_asked_at is not null as asked from dead_letter');
  expect(letters.rows).toEqual([{ asked: true }]);
});

it('counts what waits and what was done', async () => {
  const { code, out } = await jobs('stats');
  expect(code).toBe(0);
  expect(out).toContain('import');
  expect(out).toContain('0 events wait for their feed');
});

it('says how it is used where it is asked for nothing it knows', async () => {
  expect(await jobs('replay')).toMatchObject({
    code: 2,
    out: expect.stringContaining('npm run jobs -- list'),
  });
  expect((await jobs('explain')).code).toBe(2);
});

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { migrateDatabase } from '../db/migrate.ts';
import { secretKeyWrapper } from '../worker/security/key-wrapper.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import { secretsOf } from './secrets.ts';

const ONE = '01ARZ3NDEKTSV4RRFFQ69G5FAA';
const OTHER = '01ARZ3NDEKTSV4RRFFQ69G5FAB';

let dataDir: string;
let postgres: RunningPostgres;
let db: pg.Client;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'twin-keys-'));
  postgres = await startPostgres({ dataDir });
  await migrateDatabase(postgres.url);
  db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  for (const [id, email] of [
    [ONE, 'one@example.com'],
    [OTHER, 'other@example.com'],
  ]) {
    await db.query(`insert into "user" (id, email, password_hash) values ($1, $2, 'none')`, [id, email]);
  }
});

beforeEach(async () => {
  await db.query('truncate data_key');
  const add = (userId: string, version: number, wrappedBy: string, retired: boolean) =>
    db.query(
      `insert into data_key (user_id, version, wrapped, wrapped_by, retired_at)
       values ($1, $2, 'a.wrapped-key', $3, case when $4 then now() end)`,
      [userId, version, wrappedBy, retired],
    );
  await add(ONE, 1, 'old', true);
  await add(ONE, 2, 'new', false);
  await add(OTHER, 1, 'new', false);
});

afterAll(async () => {
  await db.end();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What the command prints, and how it ends. */
function keys(...args: string[]): Promise<{ code: number; out: string }> {
  const script = fileURLToPath(new URL('./keys.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: postgres.url, DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    );
  });
}

const askedFor = async () =>
  (await db.query('select user_id, version from data_key where rotation_asked_at is not null order by 1, 2'))
    .rows;

it('counts data keys by what wraps them and by version, and says whether a wrapping key can go', async () => {
  const { code, out } = await keys('status');
  expect(code).toBe(0);
  expect(out).toContain('new wraps 2 data keys');
  expect(out).toContain('old wraps 1 data keys');
  expect(out).toContain('Keep all of them');
  expect(out).not.toContain('a.wrapped-key');
  await db.query(`delete from data_key where wrapped_by = 'old'`);
  expect((await keys('status')).out).toContain('Every other key can be taken out');
});

it('asks for the newest key of everybody to be replaced', async () => {
  expect(await keys('rotate')).toMatchObject({ code: 0, out: expect.stringContaining('2 data keys') });
  expect(await askedFor()).toEqual([
    { user_id: ONE, version: 2 },
    { user_id: OTHER, version: 1 },
  ]);
});

it('asks for that of one account by its address', async () => {
  expect((await keys('rotate', '--user', 'Other@example.com')).code).toBe(0);
  expect(await askedFor()).toEqual([{ user_id: OTHER, version: 1 }]);
  expect((await keys('rotate', '--user', 'nobody@example.com')).code).toBe(1);
});

it('puts a fresh key before those that are there, which still open, and prints none', async () => {
  const before = secretsOf(dataDir);
  const { code, out } = await keys('new-kek');
  const after = secretsOf(dataDir);
  expect(code).toBe(0);
  expect(out).toContain('local-2 is the first');
  expect(out).toContain('wrangler secret put KEY_ENCRYPTION_KEYS');
  expect(after).toEqual({
    ...before,
    KEY_ENCRYPTION_KEYS: expect.stringMatching(/^local-2:[\w-]{43},local-1:/),
  });
  expect(after.KEY_ENCRYPTION_KEYS.endsWith(`,${before.KEY_ENCRYPTION_KEYS}`)).toBe(true);
  for (const entry of after.KEY_ENCRYPTION_KEYS.split(',')) expect(out).not.toContain(entry.split(':')[1]);
  const wrapped = await secretKeyWrapper(before.KEY_ENCRYPTION_KEYS).wrap(ONE, 1, new Uint8Array(32));
  expect(await secretKeyWrapper(after.KEY_ENCRYPTION_KEYS).unwrap(wrapped)).not.toBeNull();
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  await keys('new-kek');
  expect(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).KEY_ENCRYPTION_KEYS).toMatch(
    /^local-3:/,
  );
});

it('says how it is used where it is asked for nothing it knows', async () => {
  for (const args of [[], ['explain'], ['status', 'now']]) {
    expect(await keys(...args)).toMatchObject({
      code: 2,
      out: expect.stringContaining('npm run keys -- status'),
    });
  }
});

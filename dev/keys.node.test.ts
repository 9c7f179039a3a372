import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CommandWorld, ONE, OTHER, startCommandWorld } from '../test/support/command-world.ts';
import { secretKeyWrapper } from '../worker/security/key-wrapper.ts';
import { secretsOf } from './secrets.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await startCommandWorld();
});

beforeEach(async () => {
  await world.db.query('truncate data_key');
  const add = (userId: string, version: number, wrappedBy: string, retired: boolean) =>
    world.db.query(
      `insert into data_key (user_id, version, wrapped, wrapped_by, retired_at)
       values ($1, $2, 'a.wrapped-key', $3, case when $4 then now() end)`,
      [userId, version, wrappedBy, retired],
    );
  await add(ONE, 1, 'old', true);
  await add(ONE, 2, 'new', false);
  await add(OTHER, 1, 'new', false);
});

afterAll(() => world.stop());

const keys = (...args: string[]) => world.run('keys.ts', ...args);

const askedFor = async () =>
  (
    await world.db.query(
      'select user_id, version from data_key where rotation_asked_at is not null order by 1, 2',
    )
  ).rows;

it('counts data keys by what wraps them and by version, and says whether a wrapping key can go', async () => {
  const { code, out } = await keys('status');
  expect(code).toBe(0);
  expect(out).toContain('new wraps 2 data keys');
  expect(out).toContain('old wraps 1 data keys');
  expect(out).toContain('Keep all of them');
  expect(out).not.toContain('a.wrapped-key');
  await world.db.query(`delete from data_key where wrapped_by = 'old'`);
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
  const before = secretsOf(world.dataDir);
  const { code, out } = await keys('new-kek');
  const after = secretsOf(world.dataDir);
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
  expect(statSync(join(world.dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  await keys('new-kek');
  expect(JSON.parse(readFileSync(join(world.dataDir, 'secrets.json'), 'utf8')).KEY_ENCRYPTION_KEYS).toMatch(
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

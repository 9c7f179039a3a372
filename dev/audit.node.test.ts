import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CommandWorld, ONE, OTHER, startCommandWorld } from '../test/support/command-world.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await startCommandWorld();
});

beforeEach(async () => {
  await world.db.query('truncate audit');
  for (let at = 1; at <= 5; at += 1) {
    for (const [owner, name] of [
      [ONE, 'A'],
      [OTHER, 'B'],
      [null, 'C'],
    ]) {
      await world.db.query(
        `insert into audit (id, user_id, action, meta) values ($1, $2, 'session.opened', $3)`,
        [
          `${name}${at}`,
          owner,
          JSON.stringify({ broker: 'café "quoted"', at, long: 1e21, deep: { b: [1, null] } }),
        ],
      );
    }
  }
});

afterAll(() => world.stop());

const audit = (...args: string[]) => world.run('audit.ts', ...args);

/** As whoever owns the table can: the trigger steps aside. */
async function tamper(statement: string): Promise<void> {
  await world.db.query('alter table audit disable trigger audit_chain');
  await world.db.query(statement);
  await world.db.query('alter table audit enable trigger audit_chain');
}

const inDatabase = async () =>
  (await world.db.query('select id from audit_breaks()')).rows.map(({ id }) => id);

it('reckons every chain anew, that of nobody too, and finds them whole', async () => {
  expect(await audit('verify')).toEqual({ code: 0, out: '15 entries, 0 breaks\n' });
});

it('goes over the chain of an account, by its address or its id', async () => {
  for (const who of ['One@example.com', ONE]) {
    expect(await audit('verify', '--user', who)).toEqual({ code: 0, out: '5 entries, 0 breaks\n' });
  }
  await tamper(`update audit set action = 'nothing' where id = 'B3'`);
  expect((await audit('verify', '--user', ONE)).code).toBe(0);
  expect((await audit('verify', '--user', OTHER)).code).toBe(1);
});

it('names an entry that was changed, as the database does', async () => {
  await tamper(`update audit set meta = '{}' where id = 'A3'`);
  const { code, out } = await audit('verify');
  expect(code).toBe(1);
  expect(out).toBe(`${ONE}  3  A3  session.opened: it is not what was written\n15 entries, 1 breaks\n`);
  expect(await inDatabase()).toEqual(['A3']);
});

it('names the place where one was taken out, and an entry that was put in', async () => {
  await tamper(`delete from audit where id = 'B2'`);
  expect((await audit('verify')).out).toContain(`B3  session.opened: 1 entries are missing before it`);
  expect(await inDatabase()).toEqual(['B3']);
  await tamper(
    `insert into audit (id, user_id, action, seq, prev_hash, hash)
     select 'B2', user_id, 'session.opened', 2, hash, repeat('a', 64) from audit where id = 'B1'`,
  );
  const { code, out } = await audit('verify');
  expect(code).toBe(1);
  expect(out).toContain('B2  session.opened: it is not what was written');
  expect(out).toContain('B3  session.opened: it does not follow the one before it');
  expect(await inDatabase()).toEqual(['B2', 'B3']);
});

it('sees through a function of the database that vouches for what was changed', async () => {
  await world.db.query(`alter function audit_hash rename to audit_hash_before`);
  try {
    await world.db.query(
      `create function audit_hash(text, bigint, text, text, text, jsonb, timestamptz) returns text language sql stable as $$
         select a.hash from audit a where a.id = $3 $$`,
    );
    await tamper(`update audit set action = 'nothing' where id = 'C4'`);
    expect(await inDatabase()).toEqual([]);
    expect((await audit('verify')).out).toContain('nobody  4  C4  nothing: it is not what was written');
  } finally {
    await world.db.query('drop function audit_hash');
    await world.db.query('alter function audit_hash_before rename to audit_hash');
  }
});

it('says how it is used, and that nobody is known by a name', async () => {
  expect(await audit()).toMatchObject({ code: 2, out: expect.stringContaining('npm run audit -- verify') });
  expect(await audit('verify', '--user', 'nobody@example.com')).toMatchObject({ code: 2 });
});

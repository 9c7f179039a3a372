import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { signedUp } from '../test/support/trader.ts';
import { contextOf, forUser } from '../worker/context.ts';

const system = contextOf(env);

async function member(): Promise<string> {
  const { user } = await (await (await signedUp()).get('/api/auth/me')).json<{ user: { id: string } }>();
  return user.id;
}

async function withRule(userId: string): Promise<void> {
  await system.db.execute(
    sql`insert into rule (id, user_id, kind, params) values (${ulid()}, ${userId}, 'a rule', '{}')`,
  );
}

describe('the database', () => {
  test('has every table of rows that belong to users behind row-level security, for both roles', async () => {
    const { rows } = await system.db.execute<{ name: string; secure: boolean; policies: string }>(sql`
      select c.relname as name, c.relrowsecurity as secure,
             (select string_agg(p.policyname || ' to ' || array_to_string(p.roles, ','), '; ' order by p.policyname)
              from pg_policies p where p.tablename = c.relname) as policies
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and (c.relname = 'user' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id'))
      order by c.relname`);
    expect(rows.length).toBeGreaterThan(20);
    for (const { name, ...rest } of rows)
      expect({ name, ...rest }).toEqual({
        name,
        secure: true,
        policies: 'all_rows to twin_system; own_rows to twin_app',
      });
  });

  test('shows a user’s statements no row of another, whatever they ask for', async () => {
    const [mine, theirs] = [await member(), await member()];
    await withRule(mine);
    await withRule(theirs);
    const { db } = forUser(system, mine);
    const seen = await db.execute(sql`select distinct user_id from rule`);
    expect(seen.rows).toEqual([{ user_id: mine }]);
    const users = await db.execute(sql`select id from "user"`);
    expect(users.rows).toEqual([{ id: mine }]);
    await db.execute(sql`update rule set active = false where user_id = ${theirs}`);
    await db.execute(sql`delete from rule where user_id = ${theirs}`);
    const { rows } = await system.db.execute(sql`select active from rule where user_id = ${theirs}`);
    expect(rows).toEqual([{ active: true }]);
  });

  test('takes no row in the name of another, nor gives one away', async () => {
    const [mine, theirs] = [await member(), await member()];
    await withRule(mine);
    const { db } = forUser(system, mine);
    const refused = { cause: { code: '42501' } };
    await expect(
      db.execute(sql`insert into rule (id, user_id, kind, params) values (${ulid()}, ${theirs}, 'b', '{}')`),
    ).rejects.toMatchObject(refused);
    await expect(
      db.execute(sql`update rule set user_id = ${theirs} where user_id = ${mine}`),
    ).rejects.toMatchObject(refused);
  });

  test('lets neither role change or delete an audit entry, or take a user out by hand', async () => {
    const mine = await member();
    for (const db of [system.db, forUser(system, mine).db]) {
      for (const statement of [
        sql`update audit set action = 'nothing' where user_id = ${mine}`,
        sql`delete from audit where user_id = ${mine}`,
        sql`delete from "user" where id = ${mine}`,
        sql`truncate rule`,
        sql`alter table rule disable row level security`,
      ])
        await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
    }
  });
});

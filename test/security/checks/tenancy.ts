import { z } from 'zod';
import { UserResponseSchema } from '../../../contracts/auth.ts';
import { SettingsResponseSchema } from '../../../contracts/settings.ts';
import { parse } from '../../../dev/client.ts';
import { againstForeignIds } from '../../support/foreign-ids.ts';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { tablesOfUsers } from '../fingerprint.ts';

const IdSchema = z.object({ id: z.string() });
const DocumentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const foreignIds: Check = {
  number: 18,
  name: 'no route tells or changes anything of another user, by whatever id',
  async run(stack) {
    const [victim, attacker] = [await stack.trader(), await stack.trader()];
    const tables = ['trade', 'job', 'session', 'bias_tag'];
    const ids = await Promise.all(
      tables.map((table) =>
        stack.rows(IdSchema, `select id from ${table} where user_id = $1 limit 3`, [victim.userId]),
      ),
    );
    const document = DocumentSchema.parse(await (await stack.raw('GET', '/api/openapi.json')).json());
    const against = await againstForeignIds(
      document,
      attacker.client,
      ids.flat().map(({ id }) => id),
    );
    const stillIn = (await victim.client.get('/api/auth/me')).status;
    return [...against, ...expectEqual('the other’s session', stillIn, 200)];
  },
};

const fields: Check = {
  number: 19,
  name: 'fields that are not the user’s to set are refused or change nothing',
  async run(stack) {
    const { client, userId } = await stack.member();
    const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
    const foreign = { role: 'admin', userId: 'x', user_id: 'x', tenant_id: 'x', email_verified: true };
    const plain = await client.send('PUT', '/api/account/settings', JSON.stringify(settings));
    const put = await client.send(
      'PUT',
      '/api/account/settings',
      JSON.stringify({ ...settings, ...foreign }),
    );
    const signup = await stack.visitor().post('/api/auth/signup', {
      email: `fields-${Date.now()}@example.com`,
      password: 'nine slow foxes and a lamp',
      ...foreign,
    });
    const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
    return [
      ...expectEqual('settings as they are', plain.status, 200),
      ...expectEqual('settings with more', put.status, 400),
      ...expectEqual('sign-up', signup.status, 400),
      ...expectEqual('user', user.id, userId),
    ];
  },
};

const rowSecurity: Check = {
  number: 20,
  name: 'the database itself shows the application one user’s rows only',
  async run(stack) {
    const [victim, other] = [await stack.trader(), await stack.member()];
    const against: string[] = [];
    let seen = 0;
    for (const table of await tablesOfUsers(stack)) {
      const column = table === 'user' ? 'id' : 'user_id';
      const count = `select count(*)::int as count from "${table}" where ${column} = $1`;
      const [, , own] = await stack.inTransaction(as(victim.userId, count, victim.userId));
      const [, , foreign] = await stack.inTransaction(as(other.userId, count, victim.userId));
      const [, , nobody] = await stack.inTransaction(as('', count, victim.userId));
      const [held, leaked, unset] = [own, foreign, nobody].map((rows) => CountSchema.parse(rows?.[0]).count);
      seen += held ?? 0;
      against.push(...expectEqual(`${table}, as another user`, leaked, 0));
      against.push(...expectEqual(`${table}, as no user`, unset, 0));
    }
    const stolen = await stack
      .inTransaction(
        as(other.userId, `update trade set user_id = $1 where user_id = $1 returning id`, victim.userId),
      )
      .then(([, , rows]) => rows?.length ?? 0);
    const planted = await stack
      .inTransaction(
        as(
          other.userId,
          `insert into rule (id, user_id, kind, params) values ('planted', $1, 'planted', '{}')`,
          victim.userId,
        ),
      )
      .then(() => 'stored')
      .catch(() => 'refused');
    return [
      ...against,
      ...expectThat(seen > 100, `the user’s own rows are hidden too: ${seen}`),
      ...expectEqual('rows of another that can be changed', stolen, 0),
      ...expectEqual('a row in another’s name', planted, 'refused'),
    ];
  },
};

export const TENANCY_CHECKS = [foreignIds, fields, rowSecurity];

const CountSchema = z.object({ count: z.number() });

function as(userId: string, statement: string, parameter: string): [string, unknown[]?][] {
  return [
    ['set local role twin_app'],
    [`select set_config('app.user_id', $1, true)`, [userId]],
    [statement, [parameter]],
  ];
}

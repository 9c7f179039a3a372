import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { filesBelow } from '../search-files.ts';
import type { Member, Stack } from '../stack.ts';

const SealedSchema = z.object({ id: z.string(), access: z.string(), refresh: z.string() });
const OutcomeSchema = z.object({ read: z.boolean(), problem: z.string().nullable() });
const SEALS = 300;
/** As many as a user may begin at once. */
const SEALS_EACH = 20;

const sealing: Check = {
  number: 30,
  name: 'sealed secrets: a nonce each; moved, flipped or cut they open nothing, and that is written down',
  async run(stack) {
    const [one, two] = [await stack.trader(5), await stack.trader(5)];
    const [kept, others] = [await sealedOf(stack, one), await sealedOf(stack, two)];
    const nonces = await noncesOf(stack);
    const damages: [string, string][] = [
      ['another user’s', others.access],
      ['the refresh token in its place', kept.refresh],
      ['a flipped bit', flipped(kept.access)],
      ['half of it', kept.access.slice(0, kept.access.length / 2)],
      ['another key version', kept.access.replace(/^v2\.\d+/, 'v2.9')],
      ['plain text', 'token'],
    ];
    const against: string[] = [];
    for (const [what, sealed] of damages) {
      await stack.run('update broker_connection set access_enc = $2 where user_id = $1', [
        one.userId,
        sealed,
      ]);
      const audits = await unreadable(stack, one);
      const answer = await readBroker(stack, one);
      against.push(...expectThat(answer !== 'done', `${what}: the broker was read`));
      against.push(
        ...expectThat((await unreadable(stack, one)) > audits, `${what}: nothing was written down`),
      );
    }
    await stack.run('update broker_connection set access_enc = $2 where user_id = $1', [
      one.userId,
      kept.access,
    ]);
    return [
      ...against,
      ...expectThat(kept.access.startsWith('v2.'), 'tokens are not sealed in the form that is known'),
      ...expectEqual('different nonces', new Set(nonces).size, SEALS),
      ...expectEqual('put back as it was', await readBroker(stack, one), 'done'),
    ];
  },
};

const rotation: Check = {
  number: 31,
  name: 'data keys and the key that wraps them are replaced under load without a read that fails; the old one can go',
  async run(stack) {
    const traders = await Promise.all([stack.trader(5), stack.trader(5), stack.trader(5)]);
    const failures: string[] = [];
    let reading = true;
    const readers = traders.map(async (trader) => {
      while (reading) {
        const ended = await readBroker(stack, trader);
        if (ended !== 'done') failures.push(`a read ended as ${ended}`);
      }
    });
    await stack.run(`update data_key set rotation_asked_at = now() where retired_at is null`);
    await stack.worker.fireCron();
    const open = await stack.until(
      async () =>
        (await stack.count('select count(*) from data_key where rotation_asked_at is not null')) === 0 ||
        !(await stack.worker.fireCron()),
      60_000,
    );
    reading = false;
    await Promise.all(readers);
    const versions = await stack.count(
      `select count(*) from broker_connection where user_id = any($1) and access_enc like 'v2.2.%'`,
      [traders.map(({ userId }) => userId)],
    );
    const next = `next:${randomBytes(32).toString('base64url')}`;
    await stack.restart({ KEY_ENCRYPTION_KEYS: `${next},${stack.vars.KEY_ENCRYPTION_KEYS}` });
    await stack.until(async () => {
      await stack.worker.fireCron();
      return (await stack.count(`select count(*) from data_key where wrapped_by <> 'next'`)) === 0;
    }, 60_000);
    await stack.restart({ KEY_ENCRYPTION_KEYS: next });
    const after = await Promise.all(traders.map((trader) => readBroker(stack, trader)));
    Object.assign(stack.vars, { KEY_ENCRYPTION_KEYS: next });
    const audited = await stack.count(`select count(*) from audit where action = 'key.rotated'`);
    return [
      ...failures.slice(0, 3),
      ...expectThat(open, 'the data keys were not replaced within a minute'),
      ...expectEqual('tokens under the new version', versions, traders.length),
      ...expectEqual(
        'reads without the old key',
        after,
        traders.map(() => 'done'),
      ),
      ...expectThat(audited >= traders.length, `${audited} audit entries`),
    ];
  },
};

const secrets: Check = {
  number: 32,
  name: 'no secret is in the bundle, in source maps, or in an error',
  async run(stack) {
    const values = Object.entries(stack.vars)
      .filter(([name]) => /SECRET|PEPPER|KEYS|DATABASE_URL/.test(name))
      .flatMap(([, value]) => value.split(/[,:]/))
      .filter((value) => value.length > 20);
    const files = filesBelow('dist');
    const shapes =
      /-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|postgres(ql)?:\/\/[^\s"'`${}]+:[^\s"'`${}]+@/;
    await stack.run('alter table rule rename to rule_away');
    const { client } = await stack.member();
    const broken = await client.get('/api/thresholds');
    const body = await broken.text();
    await stack.run('alter table rule_away rename to rule');
    return [
      ...expectThat(values.length > 3 && files.length > 10, 'there was nothing to look for, or nowhere'),
      ...files
        .filter(({ path }) => path.endsWith('.map') && path.includes('client'))
        .map(({ path }) => `${path} is served`),
      ...files.flatMap(({ path, bytes }) => {
        const text = bytes.toString('latin1');
        return [
          ...values.filter((value) => text.includes(value)).map(() => `a secret of this stack is in ${path}`),
          ...(shapes.test(text) ? [`${shapes.exec(text)?.[0].slice(0, 40)} is in ${path}`] : []),
        ];
      }),
      ...expectEqual('a broken table', broken.status, 500),
      ...expectThat(
        !/rule_away|relation|select|node_modules|at \w+ \(|\.ts:|\.js:/i.test(
          body.replace(/"type":"[^"]*"/, ''),
        ),
        body,
      ),
    ];
  },
};

export const KEY_CHECKS = [sealing, rotation, secrets];

async function sealedOf(stack: Stack, { userId }: Member) {
  const [row] = await stack.rows(
    SealedSchema,
    'select id, access_enc as access, refresh_enc as refresh from broker_connection where user_id = $1',
    [userId],
  );
  return row ?? { id: '', access: '', refresh: '' };
}

async function unreadable(stack: Stack, { userId }: Member): Promise<number> {
  return stack.count(`select count(*) from audit where user_id = $1 and action = 'secret.unreadable'`, [
    userId,
  ]);
}

/** Every connect that is begun seals a verifier. */
async function noncesOf(stack: Stack): Promise<string[]> {
  const userIds: string[] = [];
  while (userIds.length * SEALS_EACH < SEALS) {
    const { client, userId } = await stack.member();
    for (let at = 0; at < SEALS_EACH; at += 1) await client.post('/api/brokers/coinbase/connect/start');
    userIds.push(userId);
  }
  const rows = await stack.rows(
    z.object({ nonce: z.string() }),
    `select split_part(verifier_enc, '.', 3) as nonce from oauth_state where user_id = any($1)`,
    [userIds],
  );
  return rows.map(({ nonce }) => nonce);
}

/** Has the broker read as the clock does; answers how that went. */
async function readBroker(stack: Stack, { userId }: Member): Promise<string> {
  await stack.run(
    `update broker_connection set next_sync_at = now(), synced_at = null, problem = null where user_id = $1`,
    [userId],
  );
  await stack.worker.fireCron();
  const outcome = async () =>
    (
      await stack.rows(
        OutcomeSchema,
        `select synced_at is not null as read, problem ->> 'code' as problem from broker_connection where user_id = $1`,
        [userId],
      )
    )[0];
  await stack.until(async () => {
    const now = await outcome();
    return now?.read === true || now?.problem != null;
  }, 20_000);
  const ended = await outcome();
  return ended?.read ? 'done' : (ended?.problem ?? 'nothing');
}

function flipped(sealed: string): string {
  const at = sealed.length - 10;
  return sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
}

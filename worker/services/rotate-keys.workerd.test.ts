import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findConnection } from '../../db/queries/connections.ts';
import { dropRetiredKeys } from '../../db/queries/data-keys.ts';
import { asOwner } from '../../test/support/owner.ts';
import { signedUp } from '../../test/support/trader.ts';
import { type Context, contextOf, forUser } from '../context.ts';
import { newKey } from '../security/aes-gcm.ts';
import { sealedVersion } from '../security/seal.ts';
import { brokerOf } from './connections/brokers.ts';
import { credentialsOf, sealTokens } from './connections/credentials.ts';
import { replaceDataKeys, rewrapDataKeys } from './rotate-keys.ts';
import { openSecret, sealSecret } from './secrets.ts';

const system = contextOf(env);
const OLD = system.config.KEY_ENCRYPTION_KEYS;
const NEW = `test-new:${Buffer.from(newKey()).toString('base64url')}`;
const TOKENS = {
  accessToken: 'the access token',
  refreshToken: 'the refresh token',
  scope: 'wallet',
  expiresAt: null,
};

/** The Worker with other key-encryption keys in its secret. */
const withKeys = (KEY_ENCRYPTION_KEYS: string): Context => ({
  ...system,
  config: { ...system.config, KEY_ENCRYPTION_KEYS },
});

/** Each run takes some: until none is left to the others. */
async function rewrapAll(ctx: Context, name: string): Promise<void> {
  for (;;) {
    await rewrapDataKeys(ctx);
    const { rows } = await ctx.db.execute(sql`select from data_key where wrapped_by <> ${name} limit 1`);
    if (rows.length === 0) return;
  }
}

/** Somebody with a broker's tokens and the secret of a second factor. */
async function withSecrets() {
  const client = await signedUp();
  const userId = (await (await client.get('/api/auth/me')).json<{ user: { id: string } }>()).user.id;
  const ctx = forUser(system, userId);
  const row = { id: ctx.newId(), userId };
  const sealed = await sealTokens(ctx, row, TOKENS);
  await ctx.db.execute(sql`
    insert into broker_connection (id, user_id, broker, status, access_enc, refresh_enc, scope, next_sync_at)
    values (${row.id}, ${userId}, 'coinbase', 'active', ${sealed.accessEnc}, ${sealed.refreshEnc}, 'wallet', now() + interval '1 day')`);
  const factor = { userId, rowId: userId, column: 'secret_enc' };
  await ctx.db.execute(sql`
    insert into second_factor (user_id, secret_enc) values (${userId}, ${await sealSecret(ctx, factor, 'the secret')})`);

  /** All that is sealed, read and opened as a request would. */
  const read = async (as: Context = ctx) => {
    const connection = await findConnection(as.db, userId, 'coinbase');
    const adapter = brokerOf(as, 'coinbase');
    if (!connection || !adapter) throw new Error('The connection is gone.');
    const credentials = await credentialsOf(as, adapter, connection);
    const { rows } = await as.db.execute<{ secret_enc: string }>(
      sql`select secret_enc from second_factor where user_id = ${userId}`,
    );
    const place = (column: string) => ({ userId, rowId: row.id, column });
    return [
      credentials.ok && credentials.value.kind === 'oauth2' ? credentials.value.accessToken : null,
      await openSecret(as, place('refresh_enc'), connection.refreshEnc ?? ''),
      await openSecret(as, factor, rows[0]?.secret_enc ?? ''),
    ];
  };
  const versions = async () => {
    const rows = await asOwner(
      `select access_enc as sealed from broker_connection where user_id = $1 union all select refresh_enc from broker_connection where user_id = $1
       union all select secret_enc from second_factor where user_id = $1`,
      [userId],
    );
    return rows.map(({ sealed }) => sealedVersion(sealed ?? ''));
  };
  const entries = async (action: string) =>
    (await asOwner('select meta from audit where user_id = $1 and action = $2', [userId, action])).length;
  return { userId, ctx, connectionId: row.id, read, versions, entries };
}

type Person = Awaited<ReturnType<typeof withSecrets>>;

const OPENED = ['the access token', 'the refresh token', 'the secret'];

/** Reads over and over while something is done; answers what did not open, and how often it was read. */
async function whileRead(person: Person, as: Context, work: () => Promise<void>) {
  let over = false;
  const failed: unknown[] = [];
  let reads = 0;
  const readers = Array.from({ length: 4 }, async () => {
    while (!over) {
      const opened = await person.read(as);
      reads += 1;
      if (JSON.stringify(opened) !== JSON.stringify(OPENED)) failed.push(opened);
    }
  });
  await work().finally(() => {
    over = true;
  });
  await Promise.all(readers);
  return { failed, reads };
}

async function askFor({ userId }: Person): Promise<void> {
  await asOwner(
    `update data_key k set rotation_asked_at = now() where user_id = $1
       and version = (select max(version) from data_key n where n.user_id = k.user_id)`,
    [userId],
  );
}

const keysOf = ({ userId }: Person) =>
  asOwner(
    'select version, wrapped_by, retired_at is not null as retired from data_key where user_id = $1 order by version',
    [userId],
  );

let person: Person;

beforeEach(async () => {
  person = await withSecrets();
});

/** The database is shared: no key may stay wrapped by one that only this test has. */
afterEach(async () => {
  await rewrapAll(withKeys(`${OLD},${NEW}`), OLD.split(':')[0] ?? '');
});

describe('a new key-encryption key', () => {
  test('wraps every data key while secrets are read, and the old one can then be taken out', async () => {
    const both = withKeys(`${NEW},${OLD}`);
    const as = forUser(both, person.userId);
    const { failed, reads } = await whileRead(person, as, () => rewrapAll(both, 'test-new'));
    expect(failed).toEqual([]);
    expect(reads).toBeGreaterThan(3);
    expect((await keysOf(person)).map(({ wrapped_by }) => wrapped_by)).toEqual(['test-new']);
    expect(await person.read(forUser(withKeys(NEW), person.userId))).toEqual(OPENED);
    expect(await person.entries('secret.unreadable')).toBe(0);
  });

  test('that was put in place of the old one, and not before it, opens nothing and destroys nothing', async () => {
    expect(await person.read(forUser(withKeys(NEW), person.userId))).toEqual([null, null, null]);
    await expect(rewrapDataKeys(withKeys(NEW))).rejects.toThrow('not in the secret');
    await expect(
      sealSecret(
        forUser(withKeys(NEW), person.userId),
        { userId: person.userId, rowId: 'x', column: 'y' },
        'z',
      ),
    ).rejects.toThrow();
    expect(await person.read()).toEqual(OPENED);
  });
});

describe('a new data key', () => {
  test('seals everything anew while it is read; the old one is retired, and goes a day later', async () => {
    await askFor(person);
    const { failed, reads } = await whileRead(person, person.ctx, () => replaceDataKeys(system));
    expect(failed).toEqual([]);
    expect(reads).toBeGreaterThan(3);
    expect(await person.versions()).toEqual([2, 2, 2]);
    expect((await keysOf(person)).map(({ version, retired }) => [version, retired])).toEqual([
      ['1', 't'],
      ['2', 'f'],
    ]);
    expect(await person.entries('key.rotated')).toBe(1);
    await dropRetiredKeys(system.db);
    expect(await keysOf(person)).toHaveLength(2);
    await asOwner(
      `update data_key set retired_at = now() - interval '25 hours' where user_id = $1 and version = 1`,
      [person.userId],
    );
    await dropRetiredKeys(system.db);
    expect((await keysOf(person)).map(({ version }) => version)).toEqual(['2']);
    expect(await person.read()).toEqual(OPENED);
  });

  test('is made once for many sweeps at the same moment, and again when it is asked for again', async () => {
    await askFor(person);
    await Promise.all([replaceDataKeys(system), replaceDataKeys(system), replaceDataKeys(system)]);
    await replaceDataKeys(system);
    expect(await person.versions()).toEqual([2, 2, 2]);
    await askFor(person);
    const { failed } = await whileRead(person, person.ctx, () => replaceDataKeys(system));
    expect(failed).toEqual([]);
    expect(await person.versions()).toEqual([3, 3, 3]);
    expect(await person.read()).toEqual(OPENED);
  });

  test('together with a new key-encryption key fails no read', async () => {
    const both = withKeys(`${NEW},${OLD}`);
    await askFor(person);
    const { failed } = await whileRead(person, forUser(both, person.userId), async () => {
      await Promise.all([rewrapAll(both, 'test-new'), replaceDataKeys(both)]);
      await rewrapAll(both, 'test-new');
    });
    expect(failed).toEqual([]);
    expect(await person.read(forUser(withKeys(NEW), person.userId))).toEqual(OPENED);
  });

  test('leaves what was tampered with as it is, and keeps the key that sealed it', async () => {
    await asOwner(`update broker_connection set refresh_enc = access_enc where user_id = $1`, [
      person.userId,
    ]);
    await askFor(person);
    await replaceDataKeys(system);
    expect((await person.versions()).sort()).toEqual([1, 2, 2]);
    await asOwner(
      `update data_key set retired_at = now() - interval '25 hours' where user_id = $1 and version = 1`,
      [person.userId],
    );
    await dropRetiredKeys(system.db);
    expect(await keysOf(person)).toHaveLength(2);
    expect(await person.entries('secret.unreadable')).toBe(1);
  });
});

describe('a ciphertext that was', () => {
  test.each([
    ['swapped with that of another user', (other: string) => other],
    ['moved from another column', () => `(select refresh_enc from broker_connection where user_id = $1)`],
    [
      'changed in one bit',
      () => `left(access_enc, -2) || case right(access_enc, 2) when 'AA' then 'BA' else 'AA' end`,
    ],
    ['cut', () => `left(access_enc, -5)`],
    ['emptied', () => `'v2.1.'`],
    ['put under another version of the key', () => `replace(access_enc, 'v2.1.', 'v2.2.')`],
  ])('%s opens nothing, and is written into the audit log', async (_, value) => {
    const other = await withSecrets();
    const theirs = `(select access_enc from broker_connection where user_id = '${other.userId}')`;
    await asOwner(`update broker_connection set access_enc = ${value(theirs)} where user_id = $1`, [
      person.userId,
    ]);
    expect(await person.read()).toEqual([null, ...OPENED.slice(1)]);
    expect(await person.entries('secret.unreadable')).toBe(1);
    expect(await other.read()).toEqual(OPENED);
  });

  test('sealed with a data key that was swapped with that of another user opens nothing', async () => {
    const other = await withSecrets();
    await asOwner(
      `update data_key k set wrapped = o.wrapped from data_key o where k.user_id = $1 and o.user_id = $2`,
      [person.userId, other.userId],
    );
    expect(await person.read()).toEqual([null, null, null]);
    expect(await person.entries('secret.unreadable')).toBe(3);
    await asOwner('delete from "user" where id = $1', [person.userId]);
  });
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditResponseSchema } from '../../../contracts/privacy.ts';
import { addAudit } from '../../../db/queries/accounts.ts';
import { auditBreaks } from '../../../db/queries/audit.ts';
import { parse, type TwinClient } from '../../../dev/client.ts';
import { exported } from '../../../test/support/exports.ts';
import { asOwner } from '../../../test/support/owner.ts';
import { atRest, scoredTrader } from '../../../test/support/scored-trader.ts';
import { PASSWORD, signedUp, steer, visitor } from '../../../test/support/trader.ts';
import { contextOf, forUser } from '../../context.ts';
import { requestDueSyncs } from '../../jobs/sync.ts';
import { tidyUp } from '../../jobs/tidy-up.ts';

const system = contextOf(env);

let client: TwinClient;
let userId: string;

beforeEach(async () => {
  client = await signedUp();
  userId = (await (await client.get('/api/auth/me')).json<{ user: { id: string } }>()).user.id;
});

const pageOf = async (of: TwinClient, query = '') =>
  parse(await of.get(`/api/audit${query}`), AuditResponseSchema);
const tell = (action: string) =>
  addAudit(system.db, { id: system.newId(), userId, action, meta: { broker: 'coinbase' } });

async function told(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await tell(`test.${at}`);
}

const breaks = async () =>
  (await auditBreaks(system.db)).filter((one) => one.user_id === userId).map(({ seq }) => Number(seq));

/** The trigger steps aside, as for whoever owns the table. */
async function tampered(statement: string, params: unknown[]): Promise<void> {
  await asOwner('alter table audit disable trigger audit_chain');
  try {
    await asOwner(statement, params);
  } finally {
    await asOwner('alter table audit enable trigger audit_chain');
  }
}

describe('the audit log', () => {
  test('is told to its user alone, the newest first, page by page', async () => {
    await told(5);
    const first = await pageOf(client, '?limit=4');
    expect(first.entries.map(({ action }) => action)).toEqual(['test.4', 'test.3', 'test.2', 'test.1']);
    expect(first.entries[0]).toMatchObject({
      meta: { broker: 'coinbase' },
      createdAt: expect.stringMatching(/Z$/),
    });
    const rest = await pageOf(client, `?limit=4&cursor=${first.cursor}`);
    expect(rest.entries.map(({ action }) => action)).toEqual(['test.0', 'account.signed_up']);
    expect(rest.cursor).toBeNull();
    const other = await signedUp();
    expect((await pageOf(other)).entries.map(({ action }) => action)).toEqual(['account.signed_up']);
    expect((await pageOf(other, `?cursor=${first.cursor}`)).entries).toEqual([]);
    expect((await visitor().get('/api/audit')).status).toBe(401);
    for (const query of ['?limit=0', '?limit=201', '?cursor=x', '?all=1']) {
      expect((await client.get(`/api/audit${query}`)).status).toBe(400);
    }
  });

  test.each([
    ['the role of users', () => forUser(system, userId).db],
    ['the role of the system', () => system.db],
  ])('refuses UPDATE, DELETE and TRUNCATE to %s', async (_, db) => {
    for (const statement of [
      sql`update audit set action = 'nothing' where user_id = ${userId}`,
      sql`delete from audit where user_id = ${userId}`,
      sql`truncate audit`,
      sql`alter table audit disable trigger all`,
    ]) {
      await expect(db().execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
    }
    expect((await pageOf(client)).entries).toHaveLength(1);
  });

  test('takes no entry in the name of another from the role of a user, and no place in the chain from anybody', async () => {
    const db = forUser(system, userId).db;
    const other = await signedUp();
    const { user } = await (await other.get('/api/auth/me')).json<{ user: { id: string } }>();
    const entry = { id: system.newId(), userId: user.id, action: 'test.forged' };
    await expect(addAudit(db, entry)).rejects.toMatchObject({ cause: { code: '42501' } });
    await addAudit(db, {
      id: system.newId(),
      userId,
      action: 'test.placed',
      seq: 77,
      hash: 'made up',
      prevHash: 'x',
    });
    const rows = await asOwner('select seq, hash from audit where user_id = $1 order by seq', [userId]);
    expect(rows.map(({ seq }) => seq)).toEqual(['1', '2']);
    expect(rows[1]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await breaks()).toEqual([]);
  });
});

describe('the chain of a user', () => {
  test('is one and unbroken when fifty entries come at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, at) => tell(`test.${at}`)));
    const rows = await asOwner(
      'select seq, prev_hash, hash from audit where user_id = $1 order by audit.seq',
      [userId],
    );
    expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 51 }, (_, at) => at + 1));
    expect(rows.slice(1).map(({ prev_hash }) => prev_hash)).toEqual(
      rows.slice(0, -1).map(({ hash }) => hash),
    );
    expect(await breaks()).toEqual([]);
  });

  test('shows an entry that its owner has changed', async () => {
    await told(4);
    await tampered(`update audit set meta = '{"broker":"binance"}' where user_id = $1 and seq = 3`, [userId]);
    expect(await breaks()).toEqual([3]);
  });

  test('shows the entry after one that was changed together with its own hash', async () => {
    await told(4);
    await tampered(
      `update audit set action = 'nothing', hash = audit_hash(prev_hash, seq, id, user_id, 'nothing', meta, created_at) where user_id = $1 and seq = 3`,
      [userId],
    );
    expect(await breaks()).toEqual([4]);
  });

  test('shows where one was taken out of the middle, and where one was put in', async () => {
    await told(4);
    await tampered('delete from audit where user_id = $1 and seq = 3', [userId]);
    expect(await breaks()).toEqual([4]);
    await tampered(
      `insert into audit (id, user_id, action, seq, prev_hash, hash)
       select id || '.', user_id, 'test.put', 3, hash, repeat('a', 64) from audit where user_id = $1 and seq = 2`,
      [userId],
    );
    expect(await breaks()).toEqual([3, 4]);
  });

  test('is gone over once a day, and what is broken is in the log', async () => {
    await told(3);
    await tampered(`update audit set action = 'nothing' where user_id = $1 and seq = 2`, [userId]);
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await tidyUp(system, new Date());
    const lines = logged.mock.calls.map(([line]) => String(line)).filter((line) => line.includes(userId));
    logged.mockRestore();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('The audit log is broken at this entry.');
    expect(await breaks()).toEqual([2]);
  });
});

describe('written into the audit log', () => {
  const actionsOf = async (of: TwinClient) =>
    (await pageOf(of, '?limit=200')).entries.map(({ action, meta }) => ({ action, meta })).reverse();

  test('are an account, log-ins, also those that fail, and their end', async () => {
    const { email } = client.account;
    await visitor().post('/api/auth/login', { email, password: 'not this one, surely' });
    // Written after the answer, so that its time tells nothing.
    await vi.waitUntil(async () => (await actionsOf(client)).length === 2, 30_000);
    const elsewhere = visitor();
    await elsewhere.post('/api/auth/login', { email, password: PASSWORD });
    elsewhere.forgetCsrf();
    await elsewhere.post('/api/auth/logout');
    expect((await actionsOf(client)).map(({ action }) => action)).toEqual([
      'account.signed_up',
      'session.refused',
      'session.opened',
      'session.closed',
    ]);
  });

  test('are a broker that is linked, paused, resumed and revoked, the import that was asked for, and the export', async () => {
    const trader = await scoredTrader(5);
    const { client: of } = trader;
    for (const what of ['pause', 'resume', 'revoke']) await of.post(`/api/brokers/coinbase/${what}`);
    const { url = '' } = await exported(of);
    await of.get(url);
    const entries = await actionsOf(of);
    expect(entries.map(({ action }) => action)).toEqual([
      'account.signed_up',
      'broker.linked',
      'import.started',
      'import.ended',
      'broker.paused',
      'broker.resumed',
      'broker.revoked',
      'export.asked',
      'export.downloaded',
    ]);
    expect(entries.slice(2, 4).map(({ meta }) => meta)).toEqual([
      { broker: 'coinbase', from: 'broker' },
      { broker: 'coinbase', from: 'broker', status: 'done' },
    ]);
  });

  test('is an import that nobody asked for where it brought something, and then when it began', async () => {
    const { client: of, userId: id, trader } = await scoredTrader(5);
    const sync = async () => {
      const before = (await actionsOf(of)).length;
      await system.db.execute(sql`update broker_connection set next_sync_at = now() + interval '1 hour'`);
      await system.db.execute(sql`update broker_connection set next_sync_at = now() where user_id = ${id}`);
      await requestDueSyncs(system);
      await atRest(id);
      return (await actionsOf(of)).slice(before);
    };
    expect(await sync()).toEqual([]);
    await steer(`/accounts/${trader}/fills`, { count: 2 });
    const startedAt = expect.stringMatching(/^\d{4}-[\d-]+T[\d:]+Z$/);
    const meta = { broker: 'coinbase', from: 'broker', status: 'done', automatic: true, startedAt };
    expect(await sync()).toEqual([{ action: 'import.ended', meta }]);
  });

  test('is one import for many clicks, and the first click on one that was under way by itself', async () => {
    const { client: of, userId: id } = await scoredTrader(5);
    await Promise.all(Array.from({ length: 5 }, () => of.importFills()));
    await atRest(id);
    const started = (await actionsOf(of)).filter(({ action }) => action === 'import.started');
    const ended = (await actionsOf(of)).filter(({ action }) => action === 'import.ended');
    expect(started).toHaveLength(ended.length);
    await system.db.execute(sql`
      insert into job (id, user_id, kind, key, run, status, params, progress, lease_until)
      select encode(sha256(convert_to(j.key || 'test', 'UTF8')), 'hex'), user_id, kind, key, 999, 'queued', params || '{"automatic":true}', progress, now() + interval '1 hour'
      from job j where user_id = ${id} and kind = 'import' order by run desc limit 1`);
    for (let clicks = 0; clicks < 3; clicks += 1) await of.importFills();
    const now = (await actionsOf(of)).filter(({ action }) => action === 'import.started');
    expect(now).toHaveLength(started.length + 1);
  });

  test('is nothing of an address, a token or an amount', async () => {
    const { client: of } = await scoredTrader(5);
    const keys = new Set((await actionsOf(of)).flatMap(({ meta }) => Object.keys(meta)));
    for (const key of keys) expect(['broker', 'auth', 'from', 'status', 'by']).toContain(key);
  });
});

import { env } from 'cloudflare:workers';
import { parse as parseCsv } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { EventsResponseSchema } from '../../contracts/feed.ts';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { userIdOf } from '../../test/support/accounts.ts';
import { allTrades } from '../../test/support/all-trades.ts';
import { exported, exportsOf, textsIn } from '../../test/support/exports.ts';
import { asOwner, rowsOf } from '../../test/support/owner.ts';
import { scoredTrader } from '../../test/support/scored-trader.ts';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { LEFT_OUT } from '../export/left-out.ts';

const ctx = contextOf(env);
const FILE = [
  'Date(UTC),Pair,Side,Price,Executed,Amount,Fee',
  '2021-05-08 12:00:01,DOGEUSDT,BUY,0.6820,500.5DOGE,341.341USDT,0.00042BNB',
].join('\n');

type Row = Record<string, unknown>;

let trader: { client: TwinClient; userId: string };
let files: Record<string, string>;

const jsonOf = (name: string): Row[] => JSON.parse(files[`${name}.json`] ?? 'null');
const csvOf = (name: string): Record<string, string>[] =>
  parseCsv(files[`${name}.csv`] ?? '', { columns: true, record_delimiter: '\r\n' });

async function download(client: TwinClient): Promise<Record<string, string>> {
  const { url = '' } = await exported(client);
  return textsIn(await (await client.get(url)).arrayBuffer());
}

/** Every table of which a user may have rows gets one of this user, where a scored trader has none by themselves. */
async function addRows(userId: string): Promise<void> {
  const { id: tradeId } = (await allTrades(trader.client))[0] ?? { id: '' };
  const at = new Date('2026-05-04T00:00:00Z').toISOString();
  await ctx.db.execute(sql`
    insert into digest (id, user_id, period_start, period_end, payload) values (${ctx.newId()}, ${userId}, ${at}, ${at}, '{"note":"=1+1"}')`);
  await ctx.db.execute(sql`
    insert into feedback (id, user_id, trade_id, label, vote) values (${ctx.newId()}, ${userId}, ${tradeId}, 'FOMO', 'up')`);
  await ctx.db.execute(sql`
    insert into second_factor (user_id, secret_enc) values (${userId}, 'v2.1.canary-of-the-factor')`);
  await ctx.db.execute(sql`
    insert into recovery_code (user_id, code_hash) values (${userId}, 'canary-of-a-code')`);
  await ctx.db.execute(sql`
    insert into password_reset (token_hash, user_id, expires_at) values ('canary-of-a-reset', ${userId}, now() + interval '1 hour')`);
  await ctx.db.execute(sql`
    insert into idempotency_key (user_id, key, request_hash, body) values (${userId}, 'mine', 'canary-of-a-request', 'canary-of-a-body')`);
  await ctx.db.execute(sql`
    insert into inventory_event (id, user_id, broker, ext_id, kind, asset, qty, ts)
    values (${ctx.newId()}, ${userId}, 'kraken', '=HYPERLINK("http://x")', 'reward', 'BTC', 0.00000001, ${at})`);
}

beforeAll(async () => {
  trader = await scoredTrader(60);
  await addRows(trader.userId);
  const { jobId } = await parse(await trader.client.uploadFile('my trades.csv', FILE), JobAcceptedSchema);
  await trader.client.untilScored(jobId);
  await env.SNAPSHOTS.put(
    `digests/${trader.userId}/2025-01-06T00:00:00.000Z.json`,
    '{"payload":"an old digest"}',
  );
  files = await download(trader.client);
}, 60_000);

describe('an export', () => {
  test('has a file in both forms for every table that names a user, with all rows', async () => {
    const rows = await rowsOf(trader.userId);
    const tables = Object.keys(rows).filter((name) => !/^event_outbox_/.test(name));
    expect(tables.length).toBeGreaterThan(20);
    for (const table of tables) {
      // What the export itself writes at its end comes too late for it.
      const isSelf = ['job', 'audit', 'event_outbox', 'idempotency_key'].includes(table);
      expect([table, jsonOf(table).length]).toEqual([table, isSelf ? expect.any(Number) : rows[table]]);
      expect([table, csvOf(table).length]).toEqual([table, jsonOf(table).length]);
    }
    for (const table of [
      'trade',
      'bias_tag',
      'reflection',
      'session',
      'broker_connection',
      'job',
      'audit',
      'digest',
    ]) {
      expect([table, jsonOf(table).length]).not.toEqual([table, 0]);
    }
  });

  test('has every column but those that are left out, and names these with their reason', async () => {
    const columns = await asOwner(`
      select table_name, column_name from information_schema.columns c
      where table_schema = 'public' and (table_name = 'user' or exists (
        select from information_schema.columns o where o.table_name = c.table_name and o.column_name = 'user_id'))
      and table_name !~ '^event_outbox_'`);
    const told = (table: string) => (files[`${table}.csv`]?.split('\r\n')[0] ?? '').split(',');
    const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const missing = columns.flatMap(({ table_name, column_name }) =>
      told(String(table_name)).includes(camel(String(column_name))) ? [] : [`${table_name}.${column_name}`],
    );
    expect(missing.sort()).toEqual(Object.keys(LEFT_OUT).sort());
    for (const name of missing) expect(files['README.txt']).toContain(`  ${name}: `);
  });

  test('has no secret in it: neither those of the database nor what they seal', async () => {
    const all = Object.values(files).join('\n');
    const { userId } = trader;
    const secrets = await asOwner(
      `select password_hash as secret from "user" where id = $1 union all select token_hash from session where user_id = $1
       union all select access_enc from broker_connection where user_id = $1 union all select refresh_enc from broker_connection where user_id = $1
       union all select wrapped from data_key where user_id = $1 union all select ip_hash from session where user_id = $1`,
      [userId],
    );
    expect(secrets.length).toBeGreaterThan(5);
    for (const { secret } of secrets) expect(all).not.toContain(secret);
    expect(all).not.toContain('canary');
    expect(all).not.toContain(trader.client.cookie('__Host-session'));
  });

  test('tells money as decimal texts in full and times in UTC, in both forms alike', async () => {
    const [row] = await asOwner(
      `select id, qty::text, price::text, fee::text, to_char(ts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ts from trade where user_id = $1 limit 1`,
      [trader.userId],
    );
    expect(jsonOf('trade').find(({ id }) => id === row?.id)).toMatchObject(row ?? {});
    expect(csvOf('trade').find(({ id }) => id === row?.id)).toMatchObject(row ?? {});
    expect(jsonOf('inventory_event')).toMatchObject([
      { qty: '0.00000001', ts: '2026-05-04T00:00:00.000000Z' },
    ]);
  });

  test('leaves numbers numbers in CSV, negative ones too, and makes texts inert that a spreadsheet would run', () => {
    const losses = csvOf('trade_outcome').filter(({ pnl = '' }) => pnl.startsWith('-'));
    expect(losses.length).toBeGreaterThan(0);
    expect(csvOf('inventory_event')).toMatchObject([{ extId: '\'=HYPERLINK("http://x")' }]);
    expect(jsonOf('inventory_event')).toMatchObject([{ extId: '=HYPERLINK("http://x")' }]);
    const cells = Object.keys(files)
      .filter((name) => name.endsWith('.csv'))
      .flatMap((name) => csvOf(name.slice(0, -4)).flatMap((row) => Object.values(row)));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-\d[\d.]*(e-?\d+)?$/.test(cell))).toEqual(
      [],
    );
  });

  test('has the log of the feed, the names of the candles that tags were made of, uploads, and digests of long ago', async () => {
    const events = EventsResponseSchema.parse(
      await (await trader.client.get('/api/events?limit=1000')).json(),
    ).events;
    const feed = jsonOf('feed');
    expect(feed.length).toBeGreaterThan(60);
    expect(events.slice(0, feed.length)).toEqual(feed);
    const hashes = new Set(
      jsonOf('bias_tag').flatMap(({ features }) => (features as { snapshots: string[] }).snapshots),
    );
    const snapshots = jsonOf('snapshots') as { key: string; hash: string }[];
    expect(new Set(snapshots.map(({ hash }) => hash))).toEqual(hashes);
    for (const { key } of snapshots) expect(await env.SNAPSHOTS.head(key)).not.toBeNull();
    expect(jsonOf('uploads')).toMatchObject([{ names: ['my trades.csv'], bytes: FILE.length }]);
    expect(jsonOf('old-digests')).toEqual([{ payload: 'an old digest' }]);
  });

  test('is told of over the feed and to the audit log, when it is asked for and when it is downloaded', async () => {
    const [first] = await exportsOf(trader.client);
    const told = async () => {
      const { events } = EventsResponseSchema.parse(
        await (await trader.client.get('/api/events?limit=1000')).json(),
      );
      return events.filter(({ type }) => type === 'export.ready').map(({ payload }) => payload);
    };
    await vi.waitUntil(async () => (await told()).length > 0, 30_000);
    const { id: jobId, bytes, keptUntil } = first ?? {};
    expect(await told()).toContainEqual({ jobId, bytes, keptUntil });
    const actions = jsonOf('audit').map(({ action }) => action);
    expect(actions).toContain('export.asked');
    const { rows } = await ctx.db.execute(
      sql`select from audit where user_id = ${trader.userId} and action = 'export.downloaded'`,
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test('has nothing of another user', async () => {
    const other = await scoredTrader(3);
    const all = Object.values(await download(other.client)).join('\n');
    expect(all).toContain(other.userId);
    expect(all).not.toContain(trader.userId);
  });

  test('that is asked for again while one is under way is the same', async () => {
    const client = await signedUp();
    const ask = async () => (await parse(await client.post('/api/account/export'), JobAcceptedSchema)).jobId;
    expect(new Set(await Promise.all([ask(), ask(), ask()])).size).toBe(1);
    await vi.waitUntil(async () => (await exportsOf(client))[0]?.status === 'done', 30_000);
    const { rows } = await ctx.db.execute<{ id: string }>(
      sql`select a.id from audit a join job j on j.user_id = a.user_id where j.id = ${(await exportsOf(client))[0]?.id} and action = 'export.asked'`,
    );
    expect(rows).toHaveLength(1);
    await ask();
    await vi.waitUntil(
      async () => (await exportsOf(client)).every(({ status }) => status === 'done'),
      30_000,
    );
    expect(await exportsOf(client)).toHaveLength(2);
  });
});

test('exports that begin are six an hour', async () => {
  const client = await signedUp();
  const userId = await userIdOf(client);
  const ask = () => client.post('/api/account/export');
  const end = () =>
    ctx.db.execute(
      sql`update job set status = 'done' where user_id = ${userId} and kind = 'export' and status in ('queued', 'running')`,
    );
  for (let at = 0; at < 6; at += 1) {
    const answer = await ask();
    expect([answer.status, answer.headers.get('ratelimit')]).toEqual([
      202,
      expect.stringContaining(`r=${5 - at}`),
    ]);
    await end();
  }
  const refused = await ask();
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(300);
});

describe('the address of a file', () => {
  const linkOf = async (client: TwinClient) => new URL((await exported(client)).url ?? '', client.origin);
  const pathOf = (url: URL, change: Record<string, string> = {}) => {
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    return url.pathname + url.search;
  };

  test('gives a file to keep, to be stored by nobody on its way', async () => {
    const client = await signedUp();
    const [first] = [await exported(client)];
    expect(Date.parse(first.expiresAt ?? '') - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    expect(Date.parse(first.keptUntil ?? '') - Date.now()).toBeGreaterThan(6.9 * 24 * 3_600_000);
    const answer = await client.get(first.url ?? '');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(first.bytes),
      'content-disposition': expect.stringMatching(/^attachment; filename="ai-trading-twin-[\d-]{10}\.zip"$/),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect((await answer.arrayBuffer()).byteLength).toBe(first.bytes);
  });

  test('opens nothing for another user, nor without its signature, after its time or changed in any part', async () => {
    const [client, other] = [await signedUp(), await signedUp()];
    const url = await linkOf(client);
    const good = pathOf(new URL(url));
    const { jobId } = await parse(await other.post('/api/account/export'), JobAcceptedSchema);
    const bodyOf = async (answer: Response) => {
      const { requestId: _, ...body } = await answer.json<{ requestId: string }>();
      return { status: answer.status, body };
    };
    const refused = [
      await bodyOf(await other.get(good)),
      await bodyOf(await client.get(pathOf(new URL(url), { expires: '4102444800' }))),
      await bodyOf(await client.get(pathOf(new URL(url), { signature: 'x'.repeat(43) }))),
      await bodyOf(await client.get(url.pathname)),
      await bodyOf(await client.get(good.replace(url.pathname.split('/')[4] ?? '', jobId))),
      await bodyOf(await client.get(good.replace(url.pathname.split('/')[4] ?? '', '0'.repeat(64)))),
    ];
    for (const one of refused) expect(one).toEqual(refused[0]);
    expect(refused[0]?.status).toBe(404);
    expect((await client.get(good)).status).toBe(200);
  });

  test('asks for the session of its user as well', async () => {
    const client = await signedUp();
    const url = await linkOf(client);
    const answer = await client.send('GET', pathOf(url), undefined, { cookie: null });
    expect(answer.status).toBe(401);
  });

  test('goes with the file: one that is over its time has none', async () => {
    const client = await signedUp();
    const url = await linkOf(client);
    const id = url.pathname.split('/')[4] ?? '';
    await ctx.db.execute(
      sql`update job set result = result || jsonb_build_object('expiresAt', ${new Date(Date.now() - 1).toISOString()}::text) where id = ${id}`,
    );
    const [listed] = await exportsOf(client);
    expect(listed).toMatchObject({ id, status: 'done' });
    expect(listed?.url).toBeUndefined();
    expect((await client.get(pathOf(url))).status).toBe(404);
  });
});

import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { JobAcceptedSchema } from '../../../contracts/jobs.ts';
import { ExportsResponseSchema } from '../../../contracts/privacy.ts';
import { parse } from '../../../dev/client.ts';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { tablesOfUsers } from '../fingerprint.ts';
import { filesBelow } from '../search-files.ts';
import type { Member, Stack } from '../stack.ts';

const EntrySchema = z.object({
  id: z.string(),
  user_id: z.string().nullable(),
  action: z.string(),
  meta: z.string(),
  created: z.string(),
  seq: z.coerce.string(),
  prev_hash: z.string(),
  hash: z.string(),
});

const rights: Check = {
  number: 42,
  name: 'an export holds everything, a deletion leaves nothing, and the audit log can only grow',
  async run(stack) {
    const trader = await stack.trader();
    await trader.client.uploadFile('mine.csv', FILE);
    return [
      ...(await againstExport(stack, trader)),
      ...(await againstAudit(stack, trader)),
      ...(await againstDeletion(stack, trader)),
    ];
  },
};

export const PRIVACY_CHECKS = [rights];

const FILE = `trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit
1,BTC-USD,BUY,2026-11-01T10:00:00Z,1,BTC,60000,1,-60001,USD`;

async function againstExport(stack: Stack, { client, userId }: Member): Promise<string[]> {
  const { jobId } = await parse(await client.post('/api/account/export'), JobAcceptedSchema);
  await stack.until(async () => (await client.job(jobId)).status === 'done', 60_000);
  const { exports } = await parse(await client.get('/api/account/exports'), ExportsResponseSchema);
  const { url = '' } = exports[0] ?? {};
  const other = await stack.member();
  const foreign = (await other.client.get(url)).status;
  const forged = (await client.get(url.replace(/signature=...../, 'signature=AAAAA'))).status;
  const file = await client.get(url);
  const zip = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const against: string[] = [];
  for (const table of await tablesOfUsers(stack)) {
    const column = table === 'user' ? 'id' : 'user_id';
    const rows = await stack.count(`select count(*) from "${table}" where ${column} = $1`, [userId]);
    const bytes = zip[`${table}.json`];
    const exported: unknown = bytes ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
    if (rows > 0 && !Array.isArray(exported)) against.push(`${table} is not in the export`);
    // What is written while the export is read may be missing, as its own progress is.
    if (Array.isArray(exported) && Math.abs(exported.length - rows) > 4)
      against.push(`${table}: ${exported.length} rows of ${rows}`);
    if (rows > 0 && !zip[`${table}.csv`]) against.push(`${table}.csv is not in the export`);
  }
  const logged = await stack.count('select count(*) from event_outbox where user_id = $1', [userId]);
  const feed: unknown = JSON.parse(
    new TextDecoder().decode(zip['feed.json'] ?? new TextEncoder().encode('[]')),
  );
  const text = Object.values(zip)
    .map((bytes) => new TextDecoder().decode(bytes))
    .join('\n');
  return [
    ...against,
    ...expectThat(Array.isArray(feed) && feed.length >= logged - 4, 'the feed’s log is not in the export'),
    ...expectThat(zip['snapshots.json'] !== undefined, 'the names of snapshots are not in the export'),
    ...expectThat(!/\$argon2id\$|"v2\.\d+\./.test(text), 'the export holds hashes or sealed tokens'),
    ...expectEqual('another user with the address', foreign, 404),
    ...expectEqual('a forged signature', forged, 404),
    ...expectEqual(
      'event',
      await stack.count(`select count(*) from event_outbox where user_id = $1 and type = 'export.ready'`, [
        userId,
      ]),
      1,
    ),
  ];
}

/** Reckons every chain anew, by the words of the document and not by the database's function. */
async function againstAudit(stack: Stack, { userId }: Member): Promise<string[]> {
  const entries = await stack.rows(
    EntrySchema,
    `select id, user_id, action, meta::text as meta, seq, prev_hash, hash,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created
     from audit order by coalesce(user_id, ''), seq`,
  );
  const against: string[] = [];
  let last = { user: '', seq: 0, hash: '' };
  for (const entry of entries) {
    const user = entry.user_id ?? '';
    if (user !== last.user || last.seq === 0) last = { user, seq: 0, hash: '0'.repeat(64) };
    const text = [entry.prev_hash, entry.seq, entry.id, user, entry.action, entry.meta, entry.created].join(
      '\n',
    );
    const hash = createHash('sha256').update(text).digest('hex');
    if (hash !== entry.hash || entry.prev_hash !== last.hash || Number(entry.seq) !== last.seq + 1)
      against.push(`the chain breaks at ${entry.action} ${entry.id}`);
    last = { user, seq: Number(entry.seq), hash: entry.hash };
  }
  for (const role of ['twin_app', 'twin_system']) {
    for (const change of [`update audit set action = 'nothing'`, 'delete from audit', 'truncate audit']) {
      const outcome = await stack
        .inTransaction([
          [`set local role ${role}`],
          [`select set_config('app.user_id', $1, true)`, [userId]],
          [change],
        ])
        .then(() => 'done')
        .catch(() => 'refused');
      against.push(...expectEqual(`${change} as ${role}`, outcome, 'refused'));
    }
  }
  const actions = entries.filter((entry) => entry.user_id === userId).map(({ action }) => action);
  const wanted = ['account.signed_up', 'broker.linked', 'import.started', 'import.ended', 'export.asked'];
  return [
    ...against,
    ...wanted.filter((action) => !actions.includes(action)).map((action) => `${action} is not in the log`),
  ];
}

async function againstDeletion(stack: Stack, { client, userId, password }: Member): Promise<string[]> {
  const uploaded = objectsOf(stack, userId).length;
  const answer = await client.send('DELETE', '/api/account', JSON.stringify({ password }));
  const left = async () => {
    const counts: [string, number][] = [];
    for (const table of await tablesOfUsers(stack)) {
      const column = table === 'user' ? 'id' : 'user_id';
      counts.push([
        table,
        await stack.count(`select count(*) from "${table}" where ${column} = $1`, [userId]),
      ]);
    }
    return counts.filter(([, rows]) => rows > 0);
  };
  await stack.until(async () => {
    await stack.worker.fireCron();
    return (await left()).length === 0;
  }, 30_000);
  const objects = objectsOf(stack, userId);
  return [
    ...expectThat(uploaded >= 2, `the bucket was to hold an upload and an export: ${uploaded}`),
    ...expectEqual('deletion', answer.status, 202),
    ...(await left()).map(([table, rows]) => `${rows} rows are left in ${table}`),
    ...expectEqual('log-in afterwards', (await client.get('/api/auth/me')).status, 401),
    ...objects.map((key) => `${key} is left in the bucket`),
  ];
}

/** What the bucket holds of a user, by the database in which Miniflare keeps its index. */
function objectsOf(stack: Stack, userId: string): string[] {
  const files = filesBelow(stack.disk).filter(({ path }) => /\/r2\/.*\.sqlite$/.test(path));
  return files.flatMap(({ path }) => {
    const index = new DatabaseSync(path, { readOnly: true });
    const tables = index.prepare(`select name from sqlite_master where name = '_mf_objects'`).all();
    const keys =
      tables.length === 0
        ? []
        : index.prepare('select key from _mf_objects where instr(key, ?) > 0').all(userId);
    index.close();
    return keys.map(({ key }) => String(key));
  });
}

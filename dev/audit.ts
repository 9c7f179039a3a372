import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { databaseUrlOf, readSettings } from './settings.ts';

/**
 * Goes over the chains of the audit log and says what is broken: reckons every hash by itself, so that a function in the database which was changed
 * together with an entry does not vouch for it. Ends with 0 if every chain holds. What it cannot see is entries taken off the end of a chain.
 */

const USAGE = `npm run audit -- verify                      every chain of the audit log
npm run audit -- verify --user ID|EMAIL      that of an account`;
const ROWS_PER_READ = 5_000;
const BEGINNING = '0'.repeat(64);

interface Entry {
  /** Empty: the chain of log-ins that failed with an address of nobody. */
  owner: string;
  seq: string;
  id: string;
  action: string;
  /** As Postgres prints it, which is what was hashed. */
  meta: string;
  /** ISO 8601 UTC with microseconds. */
  at: string;
  prev_hash: string;
  hash: string;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { user: { type: 'string' } } });
if (positionals[0] !== 'verify' || positionals.length > 1) {
  console.error(USAGE);
  process.exit(2);
}
const client = new pg.Client({ connectionString: databaseUrlOf(readSettings(process.env)) });
await client.connect();
try {
  process.exitCode = await verify(values.user);
} finally {
  await client.end();
}

async function verify(who: string | undefined): Promise<number> {
  const owners = who === undefined ? null : await ownersOf(who);
  if (owners?.length === 0) {
    console.error(`Nobody has the id or the address ${who}.`);
    return 2;
  }
  let [entries, breaks] = [0, 0];
  let last: Entry | undefined;
  for await (const entry of entriesOf(owners)) {
    entries += 1;
    for (const broken of breaksOf(entry, last?.owner === entry.owner ? last : undefined)) {
      breaks += 1;
      console.log(`${entry.owner || 'nobody'}  ${entry.seq}  ${entry.id}  ${entry.action}: ${broken}`);
    }
    last = entry;
  }
  console.log(`${entries} entries, ${breaks} breaks`);
  return breaks === 0 ? 0 : 1;
}

function breaksOf(entry: Entry, before: Entry | undefined): string[] {
  const missing = BigInt(entry.seq) - (before ? BigInt(before.seq) : 0n) - 1n;
  const { prev_hash, seq, id, owner, action, meta, at } = entry;
  const hash = createHash('sha256')
    .update([prev_hash, seq, id, owner, action, meta, at].join('\n'))
    .digest('hex');
  return [
    ...(hash === entry.hash ? [] : ['it is not what was written']),
    ...(missing === 0n ? [] : [`${missing} entries are missing before it`]),
    ...(prev_hash === (before?.hash ?? BEGINNING) ? [] : ['it does not follow the one before it']),
  ];
}

/** Addresses are not unique: every account that has this one. */
async function ownersOf(who: string): Promise<string[]> {
  const { rows } = await client.query('select id from "user" where id = $1 or email = lower($1)', [who]);
  return rows.map(({ id }) => String(id));
}

async function* entriesOf(owners: string[] | null): AsyncGenerator<Entry> {
  let place = ['', '0'];
  for (;;) {
    const { rows } = await client.query<Entry>(
      `select coalesce(user_id, '') as owner, seq::text, id, action, meta::text, prev_hash, hash,
              to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from audit where (coalesce(user_id, ''), seq) > ($1, $2) and ($3::text[] is null or user_id = any($3))
       order by coalesce(user_id, ''), audit.seq limit ${ROWS_PER_READ}`,
      [...place, owners],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < ROWS_PER_READ) return;
    place = [end.owner, end.seq];
  }
}

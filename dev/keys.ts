import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { secretsOf } from './secrets.ts';
import { databaseUrlOf, readSettings } from './settings.ts';

/**
 * What an operator asks about the keys that users' secrets are sealed with, and has done to them: by rows in the database that the Worker's sweep takes
 * up within a minute, or in the secrets of a data directory. See docs/runbooks/keys.md.
 */

const USAGE = `npm run keys -- status                     data keys by the key that wraps them, and by version
npm run keys -- rotate [--user EMAIL]      has the Worker give everybody, or that account, a new data key
npm run keys -- new-kek                    puts a fresh key-encryption key before those of DATA_DIR`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { user: { type: 'string' } } });
const settings = readSettings(process.env);
const COMMANDS: Record<string, () => Promise<number>> = {
  status: () => withDatabase(status),
  rotate: () => withDatabase(rotate),
  'new-kek': newKek,
};
const command = positionals.length === 1 ? COMMANDS[positionals[0] ?? ''] : undefined;
if (!command) {
  console.error(USAGE);
  process.exit(2);
}
process.exitCode = await command();

async function withDatabase(run: (db: pg.Client) => Promise<number>): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrlOf(settings) });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

async function status(db: pg.Client): Promise<number> {
  const { rows } = await db.query(`
    select wrapped_by, version, count(*)::int as keys,
      count(*) filter (where retired_at is not null)::int as retired,
      count(*) filter (where rotation_asked_at is not null and retired_at is null)::int as "to be replaced"
    from data_key group by wrapped_by, version order by wrapped_by, version`);
  console.table(rows);
  const wrappers = Map.groupBy(rows, ({ wrapped_by }) => String(wrapped_by));
  for (const [name, of] of wrappers)
    console.log(`${name} wraps ${of.reduce((sum, { keys }) => sum + keys, 0)} data keys`);
  console.log(
    wrappers.size > 1
      ? 'More than one key wraps: the sweep goes on with it each minute. Keep all of them until one is left here.'
      : 'Every other key can be taken out of KEY_ENCRYPTION_KEYS.',
  );
  return 0;
}

/** Of each user the newest: older ones are on their way out. */
async function rotate(db: pg.Client): Promise<number> {
  const { rows } = await db.query(
    `update data_key k set rotation_asked_at = now() from "user" u
     where u.id = k.user_id and ($1::text is null or u.email = lower($1))
       and k.version = (select max(version) from data_key n where n.user_id = k.user_id)
     returning k.user_id`,
    [values.user ?? null],
  );
  if (rows.length === 0 && values.user !== undefined) {
    console.error(`Nobody with the address ${values.user} has a data key.`);
    return 1;
  }
  console.log(`${rows.length} data keys to be replaced; the sweep takes twenty accounts a minute.`);
  return 0;
}

/** The old ones stay behind it, since they still open what they have wrapped. */
async function newKek(): Promise<number> {
  const secrets = secretsOf(settings.DATA_DIR);
  const names = secrets.KEY_ENCRYPTION_KEYS.split(',').map((entry) => entry.split(':')[0] ?? '');
  const name = freeName(names);
  const KEY_ENCRYPTION_KEYS = `${name}:${randomBytes(32).toString('base64url')},${secrets.KEY_ENCRYPTION_KEYS}`;
  const path = join(settings.DATA_DIR, 'secrets.json');
  writeFileSync(path, JSON.stringify({ ...secrets, KEY_ENCRYPTION_KEYS }, null, 2), { mode: 0o600 });
  console.log(`${name} is the first of KEY_ENCRYPTION_KEYS in ${path}; behind it: ${names.join(', ')}.`);
  console.log(
    'Restart `npm run dev`: the sweep then wraps every data key with it. `npm run keys -- status` says when none is left to the others.',
  );
  console.log(
    'In production: `npx wrangler secret put KEY_ENCRYPTION_KEYS`, with a new name:key before those that are there.',
  );
  return 0;
}

function freeName(taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    if (!taken.includes(`local-${number}`)) return `local-${number}`;
  }
}

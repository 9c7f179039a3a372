import { parseArgs } from 'node:util';
import pg from 'pg';
import { JobErrorSchema } from '../contracts/jobs.ts';
import { databaseUrlOf, readSettings } from './settings.ts';

/**
 * What an operator asks about jobs and has done to them, by rows in the database: the Worker's sweep takes up within a minute what is to be
 * sent again.
 */

const USAGE = `npm run jobs -- list [--status queued|running|done|failed|dead] [--limit 50]   jobs that did not end well, or of a status; dead letters
npm run jobs -- replay <id> …    has dead or failed jobs, or dead letters, done again
npm run jobs -- replay --all     all dead jobs and dead letters
npm run jobs -- stats            what waits, how long it took, what failed, of the last 24 hours`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    status: { type: 'string' },
    limit: { type: 'string', default: '50' },
    all: { type: 'boolean', default: false },
  },
});

const COMMANDS: Record<string, (client: pg.Client) => Promise<number>> = { list, replay, stats };
const command = COMMANDS[positionals[0] ?? ''];
if (!command) {
  console.error(USAGE);
  process.exit(2);
}
const client = new pg.Client({ connectionString: databaseUrlOf(readSettings(process.env)) });
await client.connect();
try {
  process.exitCode = await command(client);
} finally {
  await client.end();
}

async function list(db: pg.Client): Promise<number> {
  const statuses = values.status ? [values.status] : ['failed', 'dead'];
  const { rows } = await db.query(
    `select j.id, j.kind, j.status, j.attempts, j.error, j.updated_at, u.email from job j join "user" u on u.id = j.user_id
     where j.status = any($1) order by j.updated_at desc limit $2`,
    [statuses, Number(values.limit)],
  );
  for (const { id, kind, status, error, updated_at, email } of rows) {
    const why = JobErrorSchema.safeParse(error);
    console.log(
      `${updated_at.toISOString()}  ${id}  ${kind} ${status}  ${email}  ${why.success ? why.data.code : ''}`,
    );
  }
  const letters = await db.query(
    'select id, queue, reason, body, created_at, replay_asked_at from dead_letter where replayed_at is null order by created_at desc limit $1',
    [Number(values.limit)],
  );
  for (const { id, queue, reason, body, created_at, replay_asked_at } of letters.rows) {
    const state = replay_asked_at === null ? '' : '  (to be sent again)';
    console.log(`${created_at.toISOString()}  ${id}  dead letter of ${queue}: ${reason} ${body}${state}`);
  }
  console.log(`${rows.length} jobs, ${letters.rows.length} dead letters`);
  return 0;
}

/** A job begins anew where it stood: its cursor stays. Backdated, so that the next sweep takes it. */
async function replay(db: pg.Client): Promise<number> {
  const ids = positionals.slice(1);
  if (ids.length === 0 && !values.all) {
    console.error(USAGE);
    return 2;
  }
  const jobs = await db.query(
    `update job j set status = 'queued', error = null, attempts = 0, claims = 0, lease_owner = null, lease_until = null, ended_at = null,
       woken_at = null, wakes = 0, updated_at = now() - interval '1 hour'
     where (j.id = any($1) and j.status in ('dead', 'failed') or $2 and j.status = 'dead')
       and not exists (select from job k where k.key = j.key and k.run > j.run)
     returning j.id`,
    [ids, values.all],
  );
  const letters = await db.query(
    `update dead_letter set replay_asked_at = now() where replayed_at is null and (id = any($1) or $2) returning id`,
    [ids, values.all],
  );
  const taken = new Set([...jobs.rows, ...letters.rows].map(({ id }) => String(id)));
  for (const id of taken) console.log(`${id}: done again within a minute`);
  const left = ids.filter((id) => !taken.has(id));
  for (const id of left) {
    console.error(
      `${id}: neither a dead or failed job nor a dead letter, or a newer run of the same is there`,
    );
  }
  if (ids.length === 0) console.log(`${taken.size} to be done again`);
  return left.length === 0 ? 0 : 1;
}

async function stats(db: pg.Client): Promise<number> {
  const { rows } = await db.query(`
    select kind,
      count(*) filter (where status = 'queued') as queued,
      count(*) filter (where status = 'running') as running,
      count(*) filter (where status = 'done') as done,
      count(*) filter (where status = 'failed') as failed,
      count(*) filter (where status = 'dead') as dead,
      round(extract(epoch from percentile_cont(0.5) within group (order by started_at - created_at)) * 1000) as "wait p50 ms",
      round(extract(epoch from percentile_cont(0.95) within group (order by started_at - created_at)) * 1000) as "wait p95 ms",
      round(extract(epoch from percentile_cont(0.5) within group (order by ended_at - started_at)) * 1000) as "run p50 ms",
      round(extract(epoch from percentile_cont(0.95) within group (order by ended_at - started_at)) * 1000) as "run p95 ms"
    from job where updated_at > now() - interval '24 hours' or status in ('queued', 'running') group by kind order by kind`);
  console.table(rows.map(numbers));
  const outbox = await db.query(
    `select count(*) as events, coalesce(round(extract(epoch from now() - min(ts))), 0) as "oldest s" from event_outbox where delivered_at is null`,
  );
  const letters = await db.query('select count(*) as letters from dead_letter where replayed_at is null');
  console.log(
    `${outbox.rows[0].events} events wait for their feed (oldest ${outbox.rows[0]['oldest s']} s), ${letters.rows[0].letters} dead letters`,
  );
  return 0;
}

function numbers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name === 'kind' || value === null ? value : Number(value),
    ]),
  );
}

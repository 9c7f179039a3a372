import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { JobErrorSchema, NO_PROGRESS, VerifyResultSchema } from '../contracts/jobs.ts';
import { databaseUrlOf, readSettings } from './settings.ts';

/**
 * Has a running Worker recompute all that was said of a trader: asks by a row in the database, as there is no other door for operators,
 * and waits for the sweep of the next minute to take it up. Ends with 0 if every trade came out again byte for byte.
 */

const POLL_MS = 500;
const LONGEST_WAIT_MS = 10 * 60_000;
/** Older than the sweep's patience, so that it is taken up at once. */
const BACKDATED = '1 hour';

const { values } = parseArgs({ options: { user: { type: 'string' } } });
if (!values.user) {
  console.error('Name the trader: npm run verify -- --user someone@example.com');
  process.exit(2);
}

const client = new pg.Client({ connectionString: databaseUrlOf(readSettings(process.env)) });
await client.connect();
try {
  process.exitCode = await verify(values.user);
} finally {
  await client.end();
}

async function verify(email: string): Promise<number> {
  const found = await client.query('select id from "user" where email = $1 order by id', [
    email.toLowerCase(),
  ]);
  const userId: unknown = found.rows[0]?.id;
  if (typeof userId !== 'string') {
    console.error(`Nobody has the address ${email}.`);
    return 2;
  }
  const jobId = await ask(userId);
  console.log('Asked; the Worker takes it up within a minute …');
  const deadline = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < deadline) {
    const { rows } = await client.query('select status, result, error from job where id = $1', [jobId]);
    const [job] = rows;
    if (job?.status === 'done') return report(job.result);
    if (job?.status === 'failed' || job?.status === 'dead') {
      console.error(JobErrorSchema.parse(job.error).message);
      return 1;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  console.error('It did not end within ten minutes. Is the Worker running?');
  return 1;
}

/** A verification that is under way is joined. */
async function ask(userId: string): Promise<string> {
  const key = sha256(JSON.stringify(['verify', userId]));
  const { rows } = await client.query(
    `with active as (select id from job where key = $1 and status in ('queued', 'running')),
     made as (
       insert into job (id, user_id, kind, key, run, status, params, progress, updated_at)
       select encode(sha256(convert_to($1 || ':' || next.run, 'UTF8')), 'hex'), $2, 'verify', $1, next.run, 'queued', '{}', $3,
              now() - $4::interval
       from (select coalesce(max(run), 0) + 1 as run from job where key = $1) next
       where not exists (select from active)
       returning id)
     select id from active union all select id from made`,
    [key, userId, JSON.stringify(NO_PROGRESS), BACKDATED],
  );
  return String(rows[0]?.id);
}

function report(result: unknown): number {
  const { trades, equal, different } = VerifyResultSchema.parse(result);
  console.log(`${trades} trades, ${equal} equal, ${trades - equal} different`);
  for (const { tradeId, why } of different) console.log(`  ${tradeId}: ${why}`);
  return equal === trades ? 0 : 1;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const DAY_MS = 24 * 3_600_000;
const WEEKS = 4;
const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/**
 * Gives an account that was just made the digests of its trades' last weeks, the oldest first: it is put down as older than they are, since nobody gets
 * a digest of a week before their account, and the hourly cron is fired for each Monday. Nobody gets one while their fills are read or scored, so that is
 * waited for: no later hour asks again for a week of then.
 */
export async function makePastDigests(
  databaseUrl: string,
  email: string,
  fireHourly: (at: Date) => Promise<void>,
): Promise<void> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    await db.query(
      `update "user" set created_at = least(created_at, now() - $2 * interval '1 week') where email = $1`,
      [email, WEEKS + 1],
    );
    await untilScored(db, email);
  } finally {
    await db.end();
  }
  for (let back = WEEKS - 1; back >= 0; back -= 1) await fireHourly(new Date(Date.now() - back * 7 * DAY_MS));
}

/** By its jobs: the last fill has its labels before the job that scores it has ended. */
async function untilScored(db: pg.Client, email: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rowCount } = await db.query(
      `select from job j join "user" u on u.id = j.user_id
       where u.email = $1 and j.kind in ('import', 'score') and j.status in ('queued', 'running') limit 1`,
      [email],
    );
    if (rowCount === 0) return;
    if (Date.now() > deadline) throw new Error(`The fills of ${email} are still being read or scored.`);
    await sleep(POLL_MS);
  }
}

import pg from 'pg';

const DAY_MS = 24 * 3_600_000;
const WEEKS = 4;

/**
 * Gives an account that was just made the digests of its trades' last weeks, the oldest first: it is put down as older than they are, since nobody gets
 * a digest of a week before their account, and the hourly cron is fired for each Monday.
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
  } finally {
    await db.end();
  }
  for (let back = WEEKS - 1; back >= 0; back -= 1) await fireHourly(new Date(Date.now() - back * 7 * DAY_MS));
}

import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { digest } from '../schema/coaching.ts';
import type { DigestRow } from './digests.ts';

/** Digests of periods that ended before that, the oldest first. */
export async function digestsBefore(db: Db, before: Date, limit: number): Promise<DigestRow[]> {
  return db
    .select()
    .from(digest)
    .where(sql`${digest.periodEnd} < ${before.toISOString()}::timestamptz`)
    .orderBy(digest.periodEnd, digest.id)
    .limit(limit);
}

export async function dropDigest(db: Db, { id, userId }: DigestRow): Promise<void> {
  await db.execute(sql`delete from digest where id = ${id} and user_id = ${userId}`);
}

/** Of these uploads (`uploads/{user}/…`), those that no job reads or has read since then. */
export async function unusedUploads(db: Db, keys: readonly string[], since: Date): Promise<string[]> {
  const { rows } = await db.execute<{ key: string }>(sql`
    select key from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) as told (key)
    where not exists (
      select from job j where j.user_id = split_part(told.key, '/', 2) and j.params ->> 'object' = told.key
        and (j.status in ('queued', 'running') or coalesce(j.ended_at, j.updated_at) > ${since.toISOString()}::timestamptz))`);
  return rows.map(({ key }) => key);
}

/** Connects that nobody has completed in time. */
export async function dropOldStates(db: Db, at: Date): Promise<void> {
  await db.execute(sql`delete from oauth_state where expires_at < ${at.toISOString()}::timestamptz`);
}

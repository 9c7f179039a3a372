import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { ExportResult, JobError } from '../../contracts/jobs.ts';
import type { Db } from '../client.ts';
import { job } from '../schema/jobs.ts';
import type { JobRow } from './jobs.ts';
import { tell, type Waiting } from './outbox.ts';

interface Held {
  userId: string;
  jobId: string;
  owner: string;
}

/** The newest first. */
export async function listExports(db: Db, userId: string, limit: number): Promise<JobRow[]> {
  return db
    .select()
    .from(job)
    .where(and(eq(job.userId, userId), eq(job.kind, 'export')))
    .orderBy(desc(job.createdAt), desc(job.id))
    .limit(limit);
}

/** Exports that have written something in R2 and were not ended by their worker. */
export async function exportsUnderWay(db: Db, userId: string): Promise<JobRow[]> {
  return db
    .select()
    .from(job)
    .where(and(eq(job.userId, userId), eq(job.kind, 'export'), isNotNull(job.cursor)));
}

/** Keeps how far an export is. Claims begin anew, since it got on; failures are counted to its end. false: the lease was lost. */
export async function saveExportState(
  db: Db,
  { userId, jobId, owner }: Held,
  state: string | null,
  leaseMs: number,
): Promise<boolean> {
  const kept = await db
    .update(job)
    .set({
      cursor: state,
      claims: 0,
      leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'`,
      updatedAt: sql`now()`,
    })
    .where(
      and(eq(job.id, jobId), eq(job.userId, userId), eq(job.leaseOwner, owner), eq(job.status, 'running')),
    )
    .returning({ id: job.id });
  return kept.length === 1;
}

/** Ends an export and tells its user, in one transaction; answers what then waits for the feed. undefined: the lease was lost. */
export async function endExport(
  db: Db,
  { userId, jobId, owner }: Held,
  result: ExportResult,
  event: { id: string; ts: string },
): Promise<Waiting | undefined> {
  const { rows, waiting } = await tell(
    db,
    userId,
    sql`
    with ended as (
      update job set status = 'done', result = ${JSON.stringify(result)}::jsonb, error = null, cursor = null,
        lease_owner = null, lease_until = null, ended_at = now(), updated_at = now()
      where id = ${jobId} and user_id = ${userId} and lease_owner = ${owner} and status = 'running'
      returning id, user_id
    ), told as (
      insert into event_outbox (id, user_id, type, v, ts, payload)
      select ${event.id}, user_id, 'export.ready', 1, ${event.ts}::timestamptz,
             jsonb_build_object('jobId', id, 'bytes', ${result.bytes}::bigint, 'keptUntil', ${result.expiresAt}::text)
      from ended
    )
    select id from ended`,
  );
  return rows.length === 1 ? waiting : undefined;
}

/** Ends an export that will not be done. */
export async function failExport(
  db: Db,
  { userId, jobId, owner }: Held,
  end: { status: 'failed' | 'dead'; error: JobError },
): Promise<void> {
  await db
    .update(job)
    .set({
      ...end,
      cursor: null,
      leaseOwner: null,
      leaseUntil: null,
      endedAt: sql`now()`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(job.id, jobId), eq(job.userId, userId), eq(job.leaseOwner, owner)));
}

/** Names of the uploads of a user, by their object in R2. */
export async function uploadNames(db: Db, userId: string): Promise<{ object: string; name: string }[]> {
  const { rows } = await db.execute<{ object: string; name: string }>(sql`
    select distinct params ->> 'object' as object, coalesce(params ->> 'name', '') as name from job
    where user_id = ${userId} and kind = 'import' and params ->> 'source' = 'file' order by 1, 2`);
  return rows;
}

const TAGS_PER_READ = 5_000;

/** A snapshot of candles that a user's tags were computed on. Of one that the database does not list, its hash alone is known. */
export type NamedSnapshot = {
  hash: string;
  source: string | null;
  symbol: string | null;
  granularity: string | null;
  month: string | null;
};

/** One row at the least: a page of tags without a snapshot has a last tag too. */
type TagPage = Omit<NamedSnapshot, 'hash'> & { hash: string | null; last: string | null; tags: number };

/** Read tag by tag in pages: what a tag holds of its evidence is long, and which snapshots it names stands in the midst of it. */
export async function snapshotsOfTags(db: Db, userId: string): Promise<NamedSnapshot[]> {
  const found = new Map<string, NamedSnapshot>();
  for (let after: string | null = ''; after !== null; ) {
    const rows: TagPage[] = await readTags(db, userId, after);
    for (const { last, tags, hash, ...row } of rows) {
      if (hash !== null) found.set(hash, { hash, ...row });
      after = tags === TAGS_PER_READ ? last : null;
    }
  }
  return [...found.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

async function readTags(db: Db, userId: string, after: string): Promise<TagPage[]> {
  const { rows } = await db.execute<TagPage>(sql`
    with page as materialized (
      select id, features -> 'snapshots' as hashes from bias_tag where user_id = ${userId} and id > ${after} order by id limit ${TAGS_PER_READ}
    ), named as (
      select distinct h.hash from page, jsonb_array_elements_text(case jsonb_typeof(hashes) when 'array' then hashes else '[]' end) as h (hash)
    ), counted as (
      select max(id) as last, count(*)::int as tags from page
    )
    select n.hash, s.source, s.symbol, s.granularity, s.month, c.last, c.tags
    from counted c left join named n on true left join candle_snapshot s on s.hash = n.hash`);
  return rows;
}

import { and, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import {
  type JobError,
  type JobKind,
  JobKindSchema,
  NO_PROGRESS,
  type VerifyResult,
} from '../../contracts/jobs.ts';
import type { Db } from '../client.ts';
import { job, jobRejection } from '../schema/jobs.ts';

export type JobRow = typeof job.$inferSelect;

export type JobEnd = { status: 'done' } | { status: 'failed' | 'dead'; error: JobError };

export interface JobRequest {
  userId: string;
  kind: JobKind;
  key: string;
  params: Record<string, unknown>;
  /** Part of the params: a job that is joined is widened to it. ISO 8601 of one form, so that their texts compare as their times. */
  window?: { since: string; until: string };
  /** What the audit log says of it where a person asked: when the job is made, or when a person is the first to join one that nobody had asked for. */
  entry?: { id: string; action: string; meta: Record<string, string | boolean> };
}

/**
 * Asks for a job. A job of the key that is queued or running is joined (its `requests` rises); once it has ended, a new run begins.
 * A join leaves updated_at alone: a job whose message was lost must not look alive because it is asked for again and again.
 * The id is the SHA-256 of key and run, so that the same request made twice at once is the same row.
 */
export async function requestJob(db: Db, wanted: JobRequest): Promise<{ id: string; joined: boolean }> {
  // More than once, because a rival's insert is invisible to the statement that it beats.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { rows } = await db.execute<{ id: string; joined: boolean }>(sql`
      with joined as (${joining(wanted)}), next as (
        select coalesce(max(run), 0) + 1 as run from job where key = ${wanted.key}
      ), made as (
        insert into job (id, user_id, kind, key, run, status, params, progress)
        select encode(sha256(convert_to(${wanted.key} || ':' || run, 'UTF8')), 'hex'),
               ${wanted.userId}, ${wanted.kind}, ${wanted.key}, run, 'queued',
               ${JSON.stringify(wanted.params)}::jsonb, ${JSON.stringify(NO_PROGRESS)}::jsonb
        from next where not exists (select from joined)
        on conflict do nothing
        returning id
      ) ${audited(wanted, sql`select id from made union all select id from joined where is_first_person`)}
      select id, true as joined from joined union all select id, false from made`);
    const [found] = rows;
    if (found) return found;
  }
  throw new Error(`No job could be made or joined for ${wanted.kind}.`);
}

/** Joins a job of the key that is queued or running, and makes none. undefined: there is none. */
export async function joinJob(db: Db, wanted: JobRequest): Promise<string | undefined> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with joined as (${joining(wanted)}) ${audited(wanted, sql`select id from joined where is_first_person`)}
    select id from joined`);
  return rows[0]?.id;
}

function joining({ key, userId, window }: JobRequest) {
  return sql`
    update job set requests = requests + 1,
      params = case when ${window === undefined} then params else params || jsonb_build_object(
        'since', least(params ->> 'since', ${window?.since ?? null}::text),
        'until', greatest(params ->> 'until', ${window?.until ?? null}::text)) end
    where key = ${key} and user_id = ${userId} and status in ('queued', 'running')
    returning id, coalesce((params ->> 'automatic')::boolean, false) and requests = 2 as is_first_person`;
}

/** Writes the entry of a request into the audit log where `jobs` is one; as part of the statement that makes or joins it. */
function audited({ userId, entry }: JobRequest, jobs: SQL): SQL {
  if (!entry) return sql``;
  return sql`, audited as (
    insert into audit (id, user_id, action, meta)
    select ${entry.id}, ${userId}, ${entry.action}, ${JSON.stringify(entry.meta)}::jsonb from (${jobs}) asked)`;
}

const ENDED = { leaseOwner: null, leaseUntil: null, endedAt: sql`now()`, updatedAt: sql`now()` };

/** Takes the job for `leaseMs`; undefined where it has ended, another worker holds it, or the account is being deleted. */
export async function claimJob(
  db: Db,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<JobRow | undefined> {
  const [row] = await db
    .update(job)
    .set({
      status: 'running',
      error: null,
      leaseOwner: owner,
      leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'`,
      claims: sql`${job.claims} + 1`,
      wakes: 0,
      startedAt: sql`coalesce(${job.startedAt}, now())`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(job.id, id),
        inArray(job.status, ['queued', 'running']),
        sql`(${job.leaseUntil} is null or ${job.leaseUntil} < now())`,
        sql`not exists (select from erasure e where e.user_id = ${job.userId})`,
      ),
    )
    .returning();
  return row;
}

/**
 * Gives the job back for another attempt, not before `afterMs`: until then nobody can claim it, whatever message comes. Who looks at it
 * meanwhile sees why it waits. A claim that is given back is none of those that ended with their worker. false: the lease was lost.
 */
export async function releaseJob(
  db: Db,
  id: string,
  owner: string,
  wait: { afterMs: number; error: JobError | null; isFailure: boolean },
): Promise<boolean> {
  const released = await db
    .update(job)
    .set({
      status: 'queued',
      error: wait.error,
      leaseOwner: null,
      leaseUntil: sql`now() + ${wait.afterMs} * interval '1 millisecond'`,
      attempts: sql`${job.attempts} + ${wait.isFailure ? 1 : 0}`,
      claims: sql`greatest(${job.claims} - 1, 0)`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(job.id, id), eq(job.leaseOwner, owner)))
    .returning({ id: job.id });
  return released.length === 1;
}

/** Ends a job that tells its user nothing itself. false: it was asked for again meanwhile, so go over it once more. */
export async function completeJob(db: Db, id: string, owner: string, seenRequests: number): Promise<boolean> {
  const ended = await db
    .update(job)
    .set({ status: 'done', error: null, ...ENDED })
    .where(and(eq(job.id, id), eq(job.leaseOwner, owner), eq(job.requests, seenRequests)))
    .returning({ id: job.id });
  return ended.length === 1;
}

/** Ends a verification with what it found. false: the lease was lost. */
export async function endVerification(
  db: Db,
  id: string,
  owner: string,
  result: VerifyResult,
): Promise<boolean> {
  const ended = await db
    .update(job)
    .set({ status: 'done', result, error: null, ...ENDED })
    .where(and(eq(job.id, id), eq(job.leaseOwner, owner)))
    .returning({ id: job.id });
  return ended.length === 1;
}

/** Ends a job that failed and that nobody but its asker waits for. */
export async function failJob(
  db: Db,
  id: string,
  owner: string,
  end: Extract<JobEnd, { error: JobError }>,
): Promise<void> {
  await db
    .update(job)
    .set({ ...end, ...ENDED })
    .where(and(eq(job.id, id), eq(job.leaseOwner, owner)));
}

/** The held job as it stands by now; undefined where the lease was lost. */
export async function heldJob(db: Db, id: string, owner: string): Promise<JobRow | undefined> {
  const [row] = await db
    .select()
    .from(job)
    .where(and(eq(job.id, id), eq(job.leaseOwner, owner)));
  return row;
}

/** The held job's requests, failures in a row and place, with the lease renewed; undefined where the lease was lost. */
export async function renewLease(
  db: Db,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<Pick<JobRow, 'requests' | 'attempts' | 'cursor'> | undefined> {
  const [row] = await db
    .update(job)
    .set({ leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'`, updatedAt: sql`now()` })
    .where(and(eq(job.id, id), eq(job.leaseOwner, owner)))
    .returning({ requests: job.requests, attempts: job.attempts, cursor: job.cursor });
  return row;
}

export async function findJob(db: Db, userId: string, id: string): Promise<JobRow | undefined> {
  const [row] = await db
    .select()
    .from(job)
    .where(and(eq(job.id, id), eq(job.userId, userId)));
  return row;
}

/** The newest import of each broker. */
export async function lastImports(db: Db, userId: string): Promise<JobRow[]> {
  return db
    .selectDistinctOn([sql`${job.params} ->> 'broker'`])
    .from(job)
    .where(and(eq(job.userId, userId), eq(job.kind, 'import'), sql`${job.params} ->> 'source' = 'broker'`))
    .orderBy(sql`${job.params} ->> 'broker'`, desc(job.createdAt));
}

export async function listRejections(db: Db, userId: string, jobId: string, after: string, limit: number) {
  return db
    .select()
    .from(jobRejection)
    .where(and(eq(jobRejection.jobId, jobId), eq(jobRejection.userId, userId), gt(jobRejection.id, after)))
    .orderBy(jobRejection.id)
    .limit(limit);
}

/**
 * Jobs whose message or worker was lost: no lease in force, and for `staleMs` nothing heard of them and no message sent. Whoever takes them sends
 * the message; sweeps at the same time take different ones. The time doubles with each message that nobody answered to, up to 32 times: a queue that
 * is behind is not to be drowned in copies.
 */
export async function takeStaleJobs(
  db: Db,
  staleMs: number,
  limit: number,
): Promise<Pick<JobRow, 'id' | 'kind'>[]> {
  const { rows } = await db.execute<Pick<JobRow, 'id' | 'kind'>>(sql`
    update job set woken_at = now(), wakes = wakes + 1 where id in (
      select id from job
      where status in ('queued', 'running')
        and (lease_until is null or lease_until < now())
        and greatest(updated_at, woken_at) < now() - ${staleMs} * power(2, least(wakes, 5)) * interval '1 millisecond'
      order by updated_at limit ${limit} for update skip locked)
    returning id, kind`);
  return rows;
}

/** Taken, and not sent for: the next sweep takes them again. */
export async function putBack(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .update(job)
    .set({ wokenAt: null, wakes: sql`greatest(${job.wakes} - 1, 0)` })
    .where(inArray(job.id, [...ids]));
}

/** For how long nobody may take a queued job; 0 for one that has ended or is held. undefined: there is no such job; a deleted account takes its jobs along. */
export async function waitOf(db: Db, id: string): Promise<{ kind: JobKind; waitMs: number } | undefined> {
  const [row] = await db
    .select({
      kind: job.kind,
      waitMs: sql<string>`case when status = 'queued' then greatest(extract(epoch from lease_until - now()) * 1000, 0) else 0 end`,
    })
    .from(job)
    .where(eq(job.id, id));
  return row && { kind: row.kind, waitMs: Number(row.waitMs ?? 0) };
}

export interface QueueDepth {
  kind: JobKind;
  queued: number;
  running: number;
  /** Since the oldest of them was asked for. */
  oldestMs: number;
}

/** The jobs that have not ended, of every kind. */
export async function queueDepths(db: Db): Promise<QueueDepth[]> {
  const { rows } = await db.execute<Record<keyof QueueDepth, string>>(sql`
    select kind, count(*) filter (where status = 'queued') as queued, count(*) filter (where status = 'running') as running,
           extract(epoch from now() - min(created_at)) * 1000 as "oldestMs"
    from job where status in ('queued', 'running') group by kind`);
  return JobKindSchema.options.map((kind) => {
    const found = rows.find((row) => row.kind === kind);
    return {
      kind,
      queued: Number(found?.queued ?? 0),
      running: Number(found?.running ?? 0),
      oldestMs: Number(found?.oldestMs ?? 0),
    };
  });
}

import { and, eq, sql } from 'drizzle-orm';
import type { JobError } from '../../contracts/jobs.ts';
import type { Db } from '../client.ts';
import { job } from '../schema/jobs.ts';
import type { JobEnd } from './jobs.ts';
import { tell, type Waiting } from './outbox.ts';

/** Whether a trader has fills that this version of the rules has not spoken of, or a label that can be given in hindsight by now. */
export async function needsScoring(db: Db, userId: string, version: number): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select where exists (
      select from trade t where t.user_id = ${userId} and not exists (
        select from reflection r where r.trade_id = t.id and r.version = ${version} and not r.provisional)
    ) or exists (select from trade_outcome o where o.user_id = ${userId} and o.review_at <= now())
      or exists (select from "user" u where u.id = ${userId} and u.inputs <> u.scored_inputs)`);
  return rows.length === 1;
}

/** A venue may take a moment to tell the hour that has just ended. */
const HINDSIGHT_PATIENCE = sql`interval '5 minutes'`;

/** So long after a scoring, what it left provisional is taken up again: an outage of the market is not asked about every minute. */
const OUTAGE_PATIENCE = sql`interval '10 minutes'`;

/**
 * Traders with trades that wait for hindsight, or that only older rules have spoken of; and those whose request for a scoring was lost: a
 * setting, a cost or a vote that no scoring has seen, or reflections that are to be replaced and that nobody is at work on.
 */
export async function usersToScore(db: Db, version: number, limit: number): Promise<string[]> {
  const { rows } = await db.execute<{ user_id: string }>(sql`
    select user_id from (
      (select distinct user_id from trade_outcome where review_at <= now() - ${HINDSIGHT_PATIENCE} limit ${limit})
      union
      (select distinct user_id from trade_outcome where version < ${version} limit ${limit})
      union
      -- A scoring that has just ended badly is not asked for again at once.
      (select u.id from "user" u where u.inputs <> u.scored_inputs and not exists (
         select from job j where j.user_id = u.id and j.kind = 'score' and j.status in ('failed', 'dead') and j.updated_at > now() - ${OUTAGE_PATIENCE})
       limit ${limit})
      union
      (select distinct r.user_id from reflection r
       where r.provisional and r.version = ${version} and not exists (
         select from job j where j.user_id = r.user_id and j.kind = 'score' and j.updated_at > now() - ${OUTAGE_PATIENCE})
       limit ${limit})
    ) waiting
    -- A request more would have a scoring that is under way go over all of it once again.
    where not exists (
      select from job j where j.user_id = waiting.user_id and j.kind = 'score' and j.status in ('queued', 'running'))
    limit ${limit}`);
  return rows.map((row) => row.user_id);
}

/** Keeps where a scoring was left; null: it has been over all fills. Whoever got so far has got on. */
export async function keepPlace(
  db: Db,
  { jobId, owner }: { jobId: string; owner: string },
  place: string | null,
): Promise<void> {
  await db
    .update(job)
    .set({ cursor: place, attempts: 0, claims: 0, updatedAt: sql`now()` })
    .where(and(eq(job.id, jobId), eq(job.leaseOwner, owner)));
}

/**
 * Ends a score job that cannot go on. The newest import whose fills wait for it carries the error and tells the user, in the same
 * transaction: without it they would wait for reflections that never come. Answers what then waits for the feed; undefined: the lease was lost.
 */
export async function endScore(
  db: Db,
  held: { userId: string; jobId: string; owner: string },
  end: Extract<JobEnd, { error: JobError }>,
  version: number,
  event: { id: string; ts: string },
): Promise<Waiting | undefined> {
  const { rows, waiting } = await tell(
    db,
    held.userId,
    sql`
    with ended as (
      update job set status = ${end.status}, error = ${JSON.stringify(end.error)}::jsonb, lease_owner = null, lease_until = null, ended_at = now(), updated_at = now()
      where id = ${held.jobId} and user_id = ${held.userId} and lease_owner = ${held.owner}
      returning id, user_id, error
    ), waiting as (
      select t.job_id, e.user_id, e.error from trade t join ended e on t.user_id = e.user_id
      where t.job_id is not null
        and not exists (select from reflection r where r.trade_id = t.id and r.version = ${version})
      order by t.id desc limit 1
    ), marked as (
      update job set error = waiting.error, updated_at = now()
      from waiting where job.id = waiting.job_id and job.user_id = waiting.user_id
      returning job.id, job.user_id, job.status, job.progress, job.error
    ), told as (
      insert into event_outbox (id, user_id, type, v, ts, payload)
      select ${event.id}, user_id, 'import.progress', 1, ${event.ts}::timestamptz,
             jsonb_build_object('jobId', id, 'status', status, 'progress', progress, 'error', error)
      from marked
    )
    select id from ended`,
  );
  return rows.length === 1 ? waiting : undefined;
}

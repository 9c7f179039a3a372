import { and, eq, ne, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import { type JobError, NO_PROGRESS } from '../../contracts/jobs.ts';
import type { Db } from '../client.ts';
import { brokerConnection } from '../schema/brokers.ts';
import type { ConnectionRow } from './connections.ts';

/** A connection is read again by itself after this, give or take a tenth, so that those that came together do not stay together. */
const NEXT_SYNC = sql`now() + interval '15 minutes' * (0.9 + 0.2 * random())`;

export type DueConnection = Pick<
  ConnectionRow,
  'id' | 'userId' | 'broker' | 'syncedAt' | 'historySince' | 'historyComplete'
>;

/** Takes the connections that are to be read by now, the longest overdue first. Two crons at once take different ones. */
export async function takeDueConnections(db: Db, limit: number): Promise<DueConnection[]> {
  return db
    .update(brokerConnection)
    .set({ nextSyncAt: NEXT_SYNC })
    .where(
      sql`${brokerConnection.id} in (
        select id from broker_connection where status = 'active' and next_sync_at <= now()
        order by next_sync_at limit ${limit} for update skip locked)`,
    )
    .returning({
      id: brokerConnection.id,
      userId: brokerConnection.userId,
      broker: brokerConnection.broker,
      syncedAt: brokerConnection.syncedAt,
      historySince: brokerConnection.historySince,
      historyComplete: brokerConnection.historyComplete,
    });
}

/** The next cron reads this connection. */
export async function syncSoon(db: Db, userId: string, broker: Broker): Promise<void> {
  await db
    .update(brokerConnection)
    .set({ nextSyncAt: sql`now()` })
    .where(and(eq(brokerConnection.userId, userId), eq(brokerConnection.broker, broker)));
}

/** Imports of many users in one statement; one that is under way is left to itself. Answers the ids of those that were made. */
export async function requestImports(
  db: Db,
  wanted: { userId: string; key: string; params: Record<string, unknown> }[],
): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with wanted as (
      select w."userId" as user_id, w.key, w.params, coalesce((select max(run) from job where job.key = w.key), 0) + 1 as run
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w("userId" text, key text, params jsonb)
    )
    insert into job (id, user_id, kind, key, run, status, params, progress)
    select encode(sha256(convert_to(key || ':' || run, 'UTF8')), 'hex'), user_id, 'import', key, run, 'queued', params,
           ${JSON.stringify(NO_PROGRESS)}::jsonb
    from wanted
    on conflict do nothing
    returning id`);
  return rows.map(({ id }) => id);
}

type Connection = Pick<ConnectionRow, 'id' | 'userId'>;

/**
 * An import of this connection ended well: `since` was read to `until`. One whose books do not explain what the broker holds goes on in a minute, unless
 * there is nothing older. One that began after the last sync has left a gap behind it: then the next sync begins where the last one ended.
 */
export async function noteSync(
  db: Db,
  connection: Connection,
  read: { since: string; until: string; isComplete: boolean; isWhole: boolean },
): Promise<void> {
  await db
    .update(brokerConnection)
    .set({
      problem: null,
      syncedAt: sql`case when ${read.since}::timestamptz > ${brokerConnection.syncedAt} then ${brokerConnection.syncedAt}
        else greatest(${brokerConnection.syncedAt}, ${read.until}::timestamptz) end`,
      historySince: sql`least(${brokerConnection.historySince}, ${read.since}::timestamptz)`,
      historyComplete: sql`${brokerConnection.historyComplete} or ${read.isComplete}`,
      nextSyncAt: sql`case when ${brokerConnection.historyComplete} or ${read.isComplete || read.isWhole} then ${NEXT_SYNC} else now() + interval '1 minute' end`,
    })
    .where(isLive(connection));
}

/**
 * An import that is held could read nothing of its connection, and why. It is tried again by itself after `retryMs`. Whether that is another problem than
 * the one that was known; nothing is noted where the lease was lost or the connection was replaced.
 */
export async function noteProblem(
  db: Db,
  { userId, jobId, owner }: { userId: string; jobId: string; owner: string },
  of: { broker: Broker; connectionId?: string | undefined },
  problem: JobError,
  retryMs: number,
): Promise<boolean> {
  const text = JSON.stringify(problem);
  const { rows } = await db.execute<{ news: boolean }>(sql`
    with before as (
      select id, problem from broker_connection
      where user_id = ${userId} and broker = ${of.broker} and id = coalesce(${of.connectionId ?? null}::text, id) for update
    ), held as (
      -- The connection first, as where it is replaced: two that wait for each other's row would have to be undone.
      select job.id from before, job where job.id = ${jobId} and job.user_id = ${userId} and job.lease_owner = ${owner} for update of job
    )
    update broker_connection c set problem = ${text}::jsonb,
      next_sync_at = now() + ${retryMs} * interval '1 millisecond' * (0.9 + 0.2 * random())
    from before, held where c.id = before.id
    returning before.problem is distinct from ${text}::jsonb as news`);
  return rows[0]?.news ?? false;
}

/** Imports that nobody asked for and that brought nothing are of no interest to anybody after a week. */
export async function dropQuietImports(db: Db): Promise<void> {
  await db.execute(sql`
    delete from job where kind = 'import' and status = 'done' and ended_at < now() - interval '7 days'
      and (params ->> 'automatic')::boolean and requests = 1
      and (progress ->> 'inserted')::int + coalesce((progress ->> 'moved')::int, 0) = 0`);
}

export async function saveBalances(
  db: Db,
  connection: Connection,
  balances: { asset: string; qty: string }[],
): Promise<void> {
  await db.update(brokerConnection).set({ balances, balancesAt: sql`now()` }).where(isLive(connection));
}

function isLive(connection: Connection) {
  return and(
    eq(brokerConnection.id, connection.id),
    eq(brokerConnection.userId, connection.userId),
    ne(brokerConnection.status, 'revoked'),
  );
}

/** Net of everything that was read of a broker, by asset, and the sum of what came and went. A fee without a currency is in the quote asset. */
export async function bookedAssets(
  db: Db,
  userId: string,
  broker: Broker,
): Promise<{ asset: string; qty: string; turnover: string }[]> {
  const { rows } = await db.execute<{ asset: string; qty: string; turnover: string }>(sql`
    with fills as (
      select regexp_replace(symbol, '-[^-]*$', '') as base, regexp_replace(symbol, '^.*-', '') as quote,
             case side when 'BUY' then 1 else -1 end as sign, qty, price, fee, fee_currency
      from trade where user_id = ${userId} and broker = ${broker}
    ), flows as (
      select base as asset, sign * qty as qty from fills
      union all select quote, -sign * qty * price from fills
      union all select coalesce(fee_currency, quote), -fee from fills where fee is not null
      union all
      select asset, case when kind in ('transfer_in', 'reward', 'convert_in') then qty else -qty end
      from inventory_event where user_id = ${userId} and broker = ${broker}
    )
    select asset, trim_scale(sum(qty))::text as qty, trim_scale(sum(abs(qty)))::text as turnover from flows group by asset`);
  return rows;
}

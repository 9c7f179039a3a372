import { type SQL, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { MovementKind } from '../../contracts/imports.ts';
import type { JobError } from '../../contracts/jobs.ts';
import type { Db } from '../client.ts';
import type { JobEnd } from './jobs.ts';
import { tell, type Waiting } from './outbox.ts';

/** A fill ready to be stored. Quantities, prices and fees are decimal strings; ts is ISO 8601 UTC with up to nine fraction digits. */
interface NewTrade {
  id: string;
  extId: string;
  symbol: string;
  side: 'BUY' | 'SELL';
  qty: string;
  price: string;
  fee: string | null;
  feeCurrency: string | null;
  ts: string;
  venueSeq: string | null;
  orderId: string | null;
}

/** What moved the inventory without being a trade, ready to be stored. */
interface NewMovement {
  id: string;
  extId: string;
  kind: MovementKind;
  asset: string;
  qty: string;
  value: string | null;
  valueCurrency: string | null;
  ts: string;
}

interface NewRejection {
  id: string;
  line?: number | undefined;
  extId?: string | undefined;
  reason: string;
}

export interface ImportPage {
  userId: string;
  jobId: string;
  owner: string;
  leaseMs: number;
  broker: Broker;
  /** Where the ids come from. A fill that came from another source under another id is known by its time, side and quantity. */
  source: string;
  /** Only the counts change: they tell what would happen. */
  dryRun: boolean;
  trades: NewTrade[];
  movements: NewMovement[];
  rejections: NewRejection[];
  /** Where the next page begins. */
  cursor: string;
  /** Merged into the job's params: they say what the cursor belongs to. */
  params: Record<string, unknown>;
  /** See tell. */
  isRelaying: boolean;
  eventId: string;
  eventTs: string;
}

/**
 * Stores one page of an import: fills (those already there are counted, not written; what comes after them is to be gone over again), rejections, the job's progress and cursor,
 * and the progress event, in one statement and so in one transaction.
 * Answers what then waits for the feed. undefined: the lease was lost, and nothing was written.
 *
 * A large import outruns the statistics that Postgres has of its tables. So that no page costs what all pages before it have stored, those of other
 * sources are looked for in the page's own time only, by an index that has no broker in it, and ids that are there are left to the unique key, unless
 * nothing is to be written.
 */
export async function saveImportPage(db: Db, page: ImportPage): Promise<Waiting | undefined> {
  const [fills, moves] = [timeOf(page.trades), timeOf(page.movements)];
  const { rows, waiting } = await tell(
    db,
    page.userId,
    sql`
    with held as (
      select id, user_id from job
      where id = ${page.jobId} and user_id = ${page.userId} and lease_owner = ${page.owner} and status = 'running'
      for update
    ), fresh as (
      select distinct on (t."extId") t.*
      from held, rows from (jsonb_to_recordset(${JSON.stringify(page.trades)}::jsonb) as (
        id text, "extId" text, symbol text, side text, qty numeric, price numeric,
        fee numeric, "feeCurrency" text, ts timestamptz, "venueSeq" text, "orderId" text)) with ordinality as t
      where (not ${page.dryRun}::boolean or not exists (
        select from trade x where x.user_id = ${page.userId} and x.broker = ${page.broker} and x.ext_id = t."extId"))
      and not exists (
        select from trade x where x.user_id = ${page.userId} and x.broker is not distinct from ${page.broker} and x.source <> ${page.source}
          and x.ts >= ${fills.from}::timestamptz and x.ts < ${fills.to}::timestamptz + interval '1 second'
          and x.ts >= date_trunc('second', t.ts) and x.ts < date_trunc('second', t.ts) + interval '1 second'
          and x.symbol = t.symbol and x.side = t.side and x.qty = t.qty)
      -- Of an id that is told twice the first counts.
      order by t."extId", t.ordinality
    ), inserted as (
      insert into trade (id, user_id, broker, ext_id, symbol, side, qty, price, fee, fee_currency, ts, venue_seq, order_id, job_id, source)
      select f.id, held.user_id, ${page.broker}, f."extId", f.symbol, f.side, f.qty, f.price, f.fee, f."feeCurrency", f.ts, f."venueSeq", f."orderId", held.id, ${page.source}
      from held, fresh f
      where not ${page.dryRun}::boolean
      order by f."extId"
      on conflict (user_id, broker, ext_id) do nothing
      returning ts
    ), fresh_moves as (
      select distinct on (m."extId") m.*
      from held, rows from (jsonb_to_recordset(${JSON.stringify(page.movements)}::jsonb) as (
        id text, "extId" text, kind text, asset text, qty numeric, value numeric, "valueCurrency" text, ts timestamptz)) with ordinality as m
      where (not ${page.dryRun}::boolean or not exists (
        select from inventory_event x where x.user_id = ${page.userId} and x.broker = ${page.broker} and x.ext_id = m."extId"))
      and not exists (
        select from inventory_event x where x.user_id = ${page.userId} and x.broker is not distinct from ${page.broker} and x.source <> ${page.source}
          and x.ts >= ${moves.from}::timestamptz and x.ts < ${moves.to}::timestamptz + interval '1 second'
          and x.ts >= date_trunc('second', m.ts) and x.ts < date_trunc('second', m.ts) + interval '1 second'
          and x.asset = m.asset and x.kind = m.kind and x.qty = m.qty)
      order by m."extId", m.ordinality
    ), moved as (
      insert into inventory_event (id, user_id, broker, ext_id, kind, asset, qty, value, value_currency, ts, job_id, source)
      select m.id, held.user_id, ${page.broker}, m."extId", m.kind, m.asset, m.qty, m.value, m."valueCurrency", m.ts, held.id, ${page.source}
      from held, fresh_moves m
      where not ${page.dryRun}::boolean
      order by m."extId"
      on conflict (user_id, broker, ext_id) do nothing
      returning ts
    ), reopened as (
      -- What comes after a fill may have another past now: marked in the same transaction, since a scoring may be ended at any page.
      update reflection set provisional = true
      where user_id = ${page.userId} and not provisional and trade_id in (
        select t.id from trade t where t.user_id = ${page.userId}
          and t.ts >= (select min(ts) from (select ts from inserted union all select ts from moved) as new))
    ), touched as (
      -- What is held has changed, whether or not a fill comes after it.
      update "user" set inputs = inputs + 1 where id = ${page.userId} and exists (select from moved)
    ), refused as (
      insert into job_rejection (id, job_id, user_id, line, ext_id, reason)
      select r.id, held.id, held.user_id, r.line, r."extId", r.reason
      from held, jsonb_to_recordset(${JSON.stringify(page.rejections)}::jsonb) as r(id text, line integer, "extId" text, reason text)
    ), counted as (
      select (case when ${page.dryRun}::boolean then (select count(*) from fresh) else (select count(*) from inserted) end)::int as inserted,
             (case when ${page.dryRun}::boolean then (select count(*) from fresh_moves) else (select count(*) from moved) end)::int as moved
    ), progressed as (
      update job set
        cursor = ${page.cursor},
        params = job.params || ${JSON.stringify(page.params)}::jsonb,
        lease_until = now() + ${page.leaseMs} * interval '1 millisecond',
        updated_at = now(), attempts = 0, claims = 0,
        progress = job.progress || jsonb_build_object(
          'pages', (job.progress ->> 'pages')::int + 1,
          'seen', (job.progress ->> 'seen')::int + ${page.trades.length + page.movements.length + page.rejections.length}::int,
          'inserted', (job.progress ->> 'inserted')::int + counted.inserted,
          'moved', coalesce((job.progress ->> 'moved')::int, 0) + counted.moved,
          'duplicates', (job.progress ->> 'duplicates')::int + ${page.trades.length + page.movements.length}::int - counted.inserted - counted.moved,
          'rejected', (job.progress ->> 'rejected')::int + ${page.rejections.length}::int)
      from counted, held
      where job.id = held.id
      returning job.user_id, job.progress, ${isQuiet(sql`job`)} as quiet
    ), told as (
      insert into event_outbox (id, user_id, type, v, ts, payload)
      select ${page.eventId}, user_id, 'import.progress', 1, ${page.eventTs}::timestamptz,
             jsonb_build_object('jobId', ${page.jobId}::text, 'status', 'running', 'progress', progress)
      from progressed where not quiet
    )
    select user_id from progressed`,
    { isRelaying: page.isRelaying },
  );
  return rows.length === 1 ? waiting : undefined;
}

/** Nobody is told of an import that nobody asked for and that has brought nothing; nor of a dry run, whose asker waits for it. */
function isQuiet(job: SQL): SQL {
  return sql`(coalesce((${job}.params ->> 'dryRun')::boolean, false) or ${isUneventful(job)})`;
}

/** Nobody asked for it, and it has brought nothing. */
function isUneventful(job: SQL): SQL {
  return sql`(${isUnasked(job)} and (${job}.progress ->> 'inserted')::int + coalesce((${job}.progress ->> 'moved')::int, 0) = 0)`;
}

function isUnasked(job: SQL): SQL {
  return sql`(coalesce((${job}.params ->> 'automatic')::boolean, false) and ${job}.requests = 1)`;
}

/** One that nobody asked for has no entry of its beginning, so that the entry of its end tells when that was. */
function entryOf(job: SQL): SQL {
  return sql`jsonb_strip_nulls(jsonb_build_object(
    'broker', ${job}.params ->> 'broker', 'from', ${job}.params ->> 'source', 'status', ${job}.status,
    'dryRun', nullif((${job}.params ->> 'dryRun')::boolean, false),
    'automatic', nullif(${isUnasked(job)}, false),
    'startedAt', case when ${isUnasked(job)} then to_char(${job}.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end))`;
}

/** First and last second; of nothing, any. */
function timeOf(rows: readonly { ts: string }[]): { from: string; to: string } {
  const seconds = rows.map(({ ts }) => ts.slice(0, 19)).sort();
  const [from = '1970-01-01T00:00:00', to = from] = [seconds[0], seconds.at(-1)];
  return { from: `${from}Z`, to: `${to}Z` };
}

/** What an import's end is told and written down with. */
export interface ImportEndIds {
  event: { id: string; ts: string };
  entryId: string;
}

/**
 * Ends an import, tells its user and writes it into the audit log, in one transaction; answers what then waits for the feed. undefined: the lease was
 * lost, or one that is done was asked for again since `seenRequests`; nothing was written. `isNews`: the user is told of the end even where nobody was
 * told of the job.
 */
export async function endImport(
  db: Db,
  held: { userId: string; jobId: string; owner: string },
  end: JobEnd,
  seenRequests: number,
  ids: ImportEndIds & { isNews: boolean },
): Promise<Waiting | undefined> {
  const which = sql`id = ${held.jobId} and user_id = ${held.userId} and lease_owner = ${held.owner}
    and (${end.status} <> 'done' or requests = ${seenRequests})`;
  const { rows, waiting } = await tell(db, held.userId, ending(which, end, ids));
  return rows.length === 1 ? waiting : undefined;
}

/** The statement that ends the import of a user's broker which is queued or running: whoever is at work on it has lost its lease. */
export function endingOfBroker(
  { userId, broker }: { userId: string; broker: Broker },
  error: JobError,
  ids: ImportEndIds,
): SQL {
  const which = sql`user_id = ${userId} and kind = 'import' and status in ('queued', 'running')
    and params ->> 'source' = 'broker' and params ->> 'broker' = ${broker}`;
  return ending(which, { status: 'failed', error }, { ...ids, isNews: false });
}

/** Of at most one job: there is one active import of a user's broker. */
function ending(
  which: SQL,
  end: JobEnd,
  { event, entryId, isNews }: ImportEndIds & { isNews: boolean },
): SQL {
  const error = end.status === 'done' ? null : JSON.stringify(end.error);
  return sql`
    with ended as (
      update job set status = ${end.status}, error = ${error}::jsonb, lease_owner = null, lease_until = null, ended_at = now(), updated_at = now()
      where ${which}
      returning id, user_id, status, progress, error, ${isQuiet(sql`job`)} as quiet, ${isUneventful(sql`job`)} as uneventful,
        ${entryOf(sql`job`)} as entry
    ), audited as (
      insert into audit (id, user_id, action, meta)
      select ${entryId}, user_id, 'import.ended', entry from ended where not uneventful
    ), told as (
      insert into event_outbox (id, user_id, type, v, ts, payload)
      select ${event.id}, user_id, 'import.progress', 1, ${event.ts}::timestamptz,
             jsonb_strip_nulls(jsonb_build_object('jobId', id, 'status', status, 'progress', progress, 'error', error))
      from ended where not quiet or ${isNews}
    )
    select id from ended`;
}

import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { Evidence } from '../../contracts/features.ts';
import type { CoachReflectPayload } from '../../contracts/feed.ts';
import type { JobError } from '../../contracts/jobs.ts';
import type { Label } from '../../contracts/labels.ts';
import type { Db } from '../client.ts';
import { reflection, trade, tradeOutcome } from '../schema/trades.ts';
import type { JobEnd } from './jobs.ts';

/** Every fill of a product, what was derived of it, and whether this version of the rules has spoken of it. The order is the ledger's to make. */
export async function fillsOfProduct(
  db: Db,
  of: { userId: string; broker: Broker; symbol: string },
  version: number,
) {
  const rows = await db
    .select({
      id: trade.id,
      extId: trade.extId,
      symbol: trade.symbol,
      side: trade.side,
      qty: trade.qty,
      price: trade.price,
      fee: trade.fee,
      feeCurrency: trade.feeCurrency,
      ts: trade.ts,
      venueSeq: trade.venueSeq,
      jobId: trade.jobId,
      basis: tradeOutcome.basis,
      pnl: tradeOutcome.pnl,
      heldHours: tradeOutcome.heldHours,
      scored: sql<boolean>`exists (
        select from reflection r where r.trade_id = ${trade.id} and r.version = ${version} and not r.provisional)`,
    })
    .from(trade)
    .leftJoin(tradeOutcome, eq(tradeOutcome.tradeId, trade.id))
    .where(and(eq(trade.userId, of.userId), eq(trade.broker, of.broker), eq(trade.symbol, of.symbol)));
  return rows.map((row) => ({ ...row, ts: row.ts.getTime() }));
}

export type FillRow = Awaited<ReturnType<typeof fillsOfProduct>>[number];

/** Lets reflections be replaced by the scoring that follows: killed in between, the next one takes them up. */
export async function letReplace(db: Db, userId: string, version: number, tradeIds: string[]): Promise<void> {
  await db
    .update(reflection)
    .set({ provisional: true })
    .where(
      and(
        eq(reflection.userId, userId),
        eq(reflection.version, version),
        inArray(reflection.tradeId, tradeIds),
      ),
    );
}

/** Outcomes are derived and may change when older fills arrive, so that they are written over. */
export interface OutcomeRow {
  tradeId: string;
  basis: 'known' | 'partial' | 'unknown' | null;
  pnl: string | null;
  heldHours: number | null;
}

export interface ScoreRow {
  tradeId: string;
  insight: string;
  sparkline: number[];
  tags: { id: string; label: Label; confidence: number }[];
  evidence: Evidence;
  event: { id: string; ts: string; payload: CoachReflectPayload };
}

export interface ScorePage {
  userId: string;
  /** The score job, its holder, and for how long it goes on holding it. */
  jobId: string;
  owner: string;
  leaseMs: number;
  version: number;
  /** Whether these may be replaced by a later scoring of the same version. */
  provisional: boolean;
  outcomes: OutcomeRow[];
  scores: ScoreRow[];
  /** A progress event for each import that brought one of these fills. */
  progressEvents: { jobId: string; id: string; ts: string }[];
}

/**
 * Stores what the engine says of some fills: outcomes, tags, reflections, the progress of the imports that brought them, and the
 * events, in one statement and so in one transaction. A fill that has its reflection of this version is passed over (said twice, it
 * is stored and told once), but for a provisional one, which is replaced.
 * false: the lease was lost, and nothing was written.
 */
export async function saveScores(db: Db, page: ScorePage): Promise<boolean> {
  const { rows } = await db.execute(sql`
    with held as (
      update job set lease_until = now() + ${page.leaseMs} * interval '1 millisecond', updated_at = now()
      where id = ${page.jobId} and user_id = ${page.userId} and lease_owner = ${page.owner}
      returning id
    ), outcome as (
      insert into trade_outcome (trade_id, user_id, basis, pnl, held_hours)
      select o."tradeId", ${page.userId}, o.basis, o.pnl, o."heldHours"
      from held, jsonb_to_recordset(${JSON.stringify(page.outcomes)}::jsonb) as o("tradeId" text, basis text, pnl numeric, "heldHours" float8)
      on conflict (trade_id) do update set basis = excluded.basis, pnl = excluded.pnl, held_hours = excluded.held_hours
      where (trade_outcome.basis, trade_outcome.pnl, trade_outcome.held_hours)
        is distinct from (excluded.basis, excluded.pnl, excluded.held_hours)
    ), said as (
      select s.* from held, jsonb_to_recordset(${JSON.stringify(page.scores)}::jsonb)
        as s("tradeId" text, insight text, sparkline float8[], tags jsonb, evidence jsonb, event jsonb)
    ), reflected as (
      insert into reflection (trade_id, user_id, version, insight, sparkline, provisional)
      select s."tradeId", ${page.userId}, ${page.version}, s.insight, s.sparkline, ${page.provisional} from said s
      on conflict (trade_id, version) do update
        set insight = excluded.insight, sparkline = excluded.sparkline, provisional = excluded.provisional, created_at = now()
        where reflection.provisional and not excluded.provisional
      returning trade_id, (xmax = 0) as is_first
    ), fresh as (
      select s.*, r.is_first from said s join reflected r on r.trade_id = s."tradeId"
    ), cleared as (
      delete from bias_tag b using fresh f
      where b.trade_id = f."tradeId" and b.version = ${page.version} and not f.is_first
        and b.label not in (select t.label from jsonb_to_recordset(f.tags) as t(label text))
    ), tagged as (
      insert into bias_tag (id, user_id, trade_id, label, confidence, version, features)
      select t.id, ${page.userId}, f."tradeId", t.label, t.confidence, ${page.version}, f.evidence
      from fresh f, jsonb_to_recordset(f.tags) as t(id text, label text, confidence float8)
      on conflict (trade_id, label, version) do update set confidence = excluded.confidence, features = excluded.features
    ), counted as (
      select t.job_id, count(*)::int as scored from fresh f join trade t on t.id = f."tradeId" and t.user_id = ${page.userId}
      where t.job_id is not null and f.is_first group by t.job_id
    ), moved as (
      update job set progress = job.progress || jsonb_build_object('scored', (job.progress ->> 'scored')::int + counted.scored)
      from counted where job.id = counted.job_id and job.user_id = ${page.userId}
      returning job.id, job.status, job.progress, job.error
    ), told as (
    insert into event_outbox (id, user_id, type, v, ts, payload)
    select e.id, ${page.userId}, e.type, 1, e.ts, e.payload
    from (
      select 1 as rank, f.event ->> 'id' as id, 'coach.reflect' as type, (f.event ->> 'ts')::timestamptz as ts, f.event -> 'payload' as payload
      from fresh f
      union all
      select 2, p.id, 'import.progress', p.ts,
             jsonb_strip_nulls(jsonb_build_object('jobId', m.id, 'status', m.status, 'progress', m.progress, 'error', m.error))
      from moved m
      join jsonb_to_recordset(${JSON.stringify(page.progressEvents)}::jsonb) as p("jobId" text, id text, ts timestamptz) on p."jobId" = m.id
    ) e
    order by e.rank, e.id
    on conflict do nothing
    )
    select id from held`);
  return rows.length === 1;
}

/** Products with fills that have no reflection of this version. */
export async function unscoredSymbols(
  db: Db,
  userId: string,
  broker: Broker,
  version: number,
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ symbol: trade.symbol })
    .from(trade)
    .where(
      and(
        eq(trade.userId, userId),
        eq(trade.broker, broker),
        sql`not exists (select from reflection r where r.trade_id = ${trade.id} and r.version = ${version} and not r.provisional)`,
      ),
    )
    .orderBy(trade.symbol);
  return rows.map(({ symbol }) => symbol);
}

/**
 * Ends a score job that cannot go on. The newest import whose fills wait for it carries the error and tells the user, in the same
 * transaction: without it they would wait for reflections that never come. false: the lease was lost.
 */
export async function endScore(
  db: Db,
  held: { userId: string; jobId: string; owner: string },
  end: Extract<JobEnd, { error: JobError }>,
  version: number,
  event: { id: string; ts: string },
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    with ended as (
      update job set status = ${end.status}, error = ${JSON.stringify(end.error)}::jsonb, lease_owner = null, lease_until = null, updated_at = now()
      where id = ${held.jobId} and user_id = ${held.userId} and lease_owner = ${held.owner}
      returning id, user_id, params, error
    ), waiting as (
      select t.job_id, e.user_id, e.error from trade t
      join ended e on t.user_id = e.user_id and t.broker = e.params ->> 'broker' and t.symbol = e.params ->> 'symbol'
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
    select id from ended`);
  return rows.length === 1;
}

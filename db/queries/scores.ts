import { and, eq, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { Conditions, Peers, Remembered } from '../../contracts/derived.ts';
import type { Evidence } from '../../contracts/features.ts';
import type { CoachReflectPayload } from '../../contracts/feed.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import type { Excursion, LotMatch } from '../../contracts/trades.ts';
import type { Db } from '../client.ts';
import { user } from '../schema/accounts.ts';
import { tell, type Waiting } from './outbox.ts';
import type { PersonalKind } from './settings.ts';
import { takeTurn } from './turns.ts';

/** All that the engine says of one fill. Times are ISO 8601, money and quantities decimal strings. */
export interface ScoreRow {
  tradeId: string;
  /** Of everything below: what is said again by the letter is neither written nor told. */
  digest: string;
  /** Said during an outage of the market data: the next scoring may say better. */
  provisional: boolean;
  basis: 'known' | 'partial' | 'unknown' | null;
  pnl: string | null;
  gross: string | null;
  heldHours: number | null;
  fee: string | null;
  entryValue: string | null;
  unknownQty: string;
  unknownProceeds: string;
  orderId: string;
  tripId: string | null;
  peers: Peers | null;
  excursion: Excursion | null;
  remembered: Remembered;
  conditions: Conditions;
  reviewAt: string | null;
  rules: RuleCheck[];
  matches: MatchRow[];
  labels: { label: Label; confidence: number }[];
  tags: { id: string; label: Label; confidence: number }[];
  evidence: Evidence;
  insight: string;
  sparkline: number[];
  event: { id: string; ts: string; payload: CoachReflectPayload };
}

interface MatchRow {
  seq: number;
  lotId: string | null;
  source: LotMatch['source'];
  qty: string;
  cost: string;
  entryValue: string;
  proceeds: string;
  pnl: string;
  openedAt: string | null;
}

export interface TripRow {
  id: string;
  broker: Broker;
  symbol: string;
  openedAt: string;
  closedAt: string | null;
  entries: number;
  exits: number;
  qty: string;
  heldQty: string;
  heldCost: string | null;
  entryValue: string;
  gross: string;
  fees: string;
  pnl: string;
  basis: 'known' | 'partial' | 'unknown';
  heldHours: number | null;
}

export interface ScorePage {
  userId: string;
  /** The score job, its holder, and for how long it goes on holding it. */
  jobId: string;
  owner: string;
  leaseMs: number;
  version: number;
  /** What the scoring was made of, see user.inputs. */
  inputs: number;
  scores: ScoreRow[];
  trips: TripRow[];
  /** A progress event for each import that brought one of these fills. */
  progressEvents: { jobId: string; id: string; ts: string }[];
  /** See tell. */
  isRelaying: boolean;
}

/** How something that the engine keeps of a trader's habits stands; what else its row has stays. */
export interface PersonalRule {
  id: string;
  kind: PersonalKind;
  params: Record<string, unknown>;
}

/**
 * Stores what the engine says of some fills: outcomes, lots, round trips, tags, reflections, the progress of the imports that brought
 * them, and the events, in one statement and so in one transaction.
 *
 * A fill of which this version has said the same is passed over, and nothing that was said with the market's data is replaced by what
 * is said without. A reflection is told when it is the trade's first of any version, or when its words changed: rules of a new version
 * speak of old trades without a word on the feed.
 * Answers what then waits for the feed. undefined: the lease was lost, or the scoring was made of inputs that are no longer in force, and nothing
 * was written.
 */
export async function saveScores(db: Db, page: ScorePage): Promise<Waiting | undefined> {
  const { rows, waiting } = await tell(
    db,
    page.userId,
    sql`
    with mine as (
      select id from "user" where id = ${page.userId} and inputs = ${page.inputs} for no key update
    ), held as (
      update job set lease_until = now() + ${page.leaseMs} * interval '1 millisecond', updated_at = now(),
        -- Only what was stored is progress: a scoring that fails after its last page must not fail for ever.
        attempts = case when ${page.scores.length}::int > 0 then 0 else attempts end,
        claims = case when ${page.scores.length}::int > 0 then 0 else claims end
      from mine
      where job.id = ${page.jobId} and job.user_id = mine.id and job.lease_owner = ${page.owner}
      returning job.id
    ), said as (
      select s.* from held, jsonb_to_recordset(${JSON.stringify(page.scores)}::jsonb) as s(
        "tradeId" text, digest text, provisional boolean, basis text, pnl numeric, gross numeric, "heldHours" float8, fee numeric,
        "entryValue" numeric, "unknownQty" numeric, "unknownProceeds" numeric, "orderId" text, "tripId" text, peers jsonb, excursion jsonb,
        remembered jsonb, conditions jsonb,
        "reviewAt" timestamptz, rules jsonb, matches jsonb, labels jsonb, tags jsonb, evidence jsonb, insight text, sparkline float8[], event jsonb)
    ), before as (
      select r.trade_id, count(*) filter (where r.version = ${page.version}) as said,
             max(r.insight) filter (where r.version = ${page.version}) as insight
      from reflection r join said s on s."tradeId" = r.trade_id group by r.trade_id
    ), reflected as (
      insert into reflection (trade_id, user_id, version, insight, sparkline, provisional, digest)
      select s."tradeId", ${page.userId}, ${page.version}, s.insight, s.sparkline, s.provisional, s.digest from said s
      on conflict (trade_id, version) do update
        set insight = excluded.insight, sparkline = excluded.sparkline, provisional = excluded.provisional, digest = excluded.digest,
            created_at = case when reflection.insight = excluded.insight then reflection.created_at else now() end
        where reflection.provisional or (not excluded.provisional and reflection.digest <> excluded.digest)
      returning trade_id
    ), fresh as (
      select s.*, b.trade_id is null as is_first,
             b.trade_id is null or (b.said > 0 and b.insight is distinct from s.insight) as is_news
      from said s join reflected r on r.trade_id = s."tradeId" left join before b on b.trade_id = s."tradeId"
    ), outcome as (
      insert into trade_outcome (trade_id, user_id, basis, pnl, gross, held_hours, fee, entry_value, unknown_qty, unknown_proceeds,
                                 order_id, trip_id, peers, excursion, remembered, conditions, review_at, rules, labels, version)
      select f."tradeId", ${page.userId}, f.basis, f.pnl, f.gross, f."heldHours", f.fee, f."entryValue", f."unknownQty",
             f."unknownProceeds", f."orderId", f."tripId", f.peers, f.excursion, f.remembered, f.conditions, f."reviewAt", f.rules, f.labels, ${page.version}
      from fresh f
      on conflict (trade_id) do update set
        basis = excluded.basis, pnl = excluded.pnl, gross = excluded.gross, held_hours = excluded.held_hours, fee = excluded.fee,
        entry_value = excluded.entry_value, unknown_qty = excluded.unknown_qty, unknown_proceeds = excluded.unknown_proceeds,
        order_id = excluded.order_id, trip_id = excluded.trip_id,
        peers = excluded.peers, excursion = excluded.excursion, remembered = excluded.remembered, conditions = excluded.conditions, review_at = excluded.review_at,
        rules = excluded.rules, labels = excluded.labels, version = excluded.version
    ), fewer as (
      delete from lot_match m using fresh f
      where m.sale_id = f."tradeId" and m.seq >= jsonb_array_length(f.matches)
    ), matched as (
      insert into lot_match (sale_id, seq, user_id, lot_id, source, qty, cost, entry_value, proceeds, pnl, opened_at)
      select f."tradeId", m.seq, ${page.userId}, m."lotId", m.source, m.qty, m.cost, m."entryValue", m.proceeds, m.pnl, m."openedAt"
      from fresh f, jsonb_to_recordset(f.matches) as m(
        seq integer, "lotId" text, source text, qty numeric, cost numeric, "entryValue" numeric, proceeds numeric, pnl numeric,
        "openedAt" timestamptz)
      on conflict (sale_id, seq) do update set
        lot_id = excluded.lot_id, source = excluded.source, qty = excluded.qty, cost = excluded.cost, entry_value = excluded.entry_value,
        proceeds = excluded.proceeds, pnl = excluded.pnl, opened_at = excluded.opened_at
    ), trips as (
      insert into round_trip (id, user_id, broker, symbol, opened_at, closed_at, entries, exits, qty, held_qty, held_cost, entry_value,
                              gross, fees, pnl, basis, held_hours)
      select t.id, ${page.userId}, t.broker, t.symbol, t."openedAt", t."closedAt", t.entries, t.exits, t.qty, t."heldQty", t."heldCost",
             t."entryValue", t.gross, t.fees, t.pnl, t.basis, t."heldHours"
      from held, jsonb_to_recordset(${JSON.stringify(page.trips)}::jsonb) as t(
        id text, broker text, symbol text, "openedAt" timestamptz, "closedAt" timestamptz, entries integer, exits integer, qty numeric,
        "heldQty" numeric, "heldCost" numeric, "entryValue" numeric, gross numeric, fees numeric, pnl numeric, basis text,
        "heldHours" float8)
      on conflict (id) do update set
        opened_at = excluded.opened_at, closed_at = excluded.closed_at, entries = excluded.entries, exits = excluded.exits,
        qty = excluded.qty, held_qty = excluded.held_qty, held_cost = excluded.held_cost, entry_value = excluded.entry_value,
        gross = excluded.gross, fees = excluded.fees, pnl = excluded.pnl, basis = excluded.basis, held_hours = excluded.held_hours
    ), revised as (
      update "user" set revision = revision + 1 from held where "user".id = ${page.userId}
    ), cleared as (
      delete from bias_tag b using fresh f
      where b.trade_id = f."tradeId" and b.version = ${page.version}
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
      from fresh f where f.is_news
      union all
      select 2, p.id, 'import.progress', p.ts,
             jsonb_strip_nulls(jsonb_build_object('jobId', m.id, 'status', m.status, 'progress', m.progress, 'error', m.error))
      from moved m
      join jsonb_to_recordset(${JSON.stringify(page.progressEvents)}::jsonb) as p("jobId" text, id text, ts timestamptz) on p."jobId" = m.id
    ) e
    order by e.rank, e.id
    on conflict do nothing
    )
    select id from held`,
    { isRelaying: page.isRelaying },
  );
  return rows.length === 1 ? waiting : undefined;
}

/**
 * A scoring that was made of these inputs went through. What it left beside its pages has changed the reports too: how the trader's own thresholds stand, and
 * which round trips are let go of, namely those that no fill belongs to any more, but for `keptTrips`: an older fill that came late may have joined two into one.
 * false: the lease was lost, and nothing was written.
 */
export async function endScoring(
  db: Db,
  { userId, jobId, owner }: { userId: string; jobId: string; owner: string },
  { inputs, keptTrips, personal }: { inputs: number; keptTrips: readonly string[]; personal: PersonalRule[] },
): Promise<boolean> {
  const isHeld = sql`exists (select from job where id = ${jobId} and user_id = ${userId} and lease_owner = ${owner})`;
  const [, ended] = await db.batch([
    db.execute(takeTurn(userId)),
    db
      .update(user)
      .set({ revision: sql`${user.revision} + 1`, scoredInputs: inputs })
      .where(and(eq(user.id, userId), isHeld))
      .returning({ id: user.id }),
    db.execute(sql`
      insert into rule (id, user_id, kind, params)
      select p.id, ${userId}, p.kind, p.params
      from jsonb_to_recordset(${JSON.stringify(personal)}::jsonb) as p(id text, kind text, params jsonb)
      where ${isHeld}
      on conflict (user_id, kind) do update set params = rule.params || excluded.params`),
    db.execute(sql`
      delete from round_trip r where r.user_id = ${userId} and ${isHeld}
        and r.id not in (select jsonb_array_elements_text(${JSON.stringify(keptTrips)}::jsonb))
        and not exists (select from trade_outcome o where o.trip_id = r.id and o.user_id = ${userId})`),
  ]);
  return ended.length === 1;
}

import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { DigestPayload } from '../../contracts/digests.ts';
import type { DigestReady } from '../../contracts/feed.ts';
import { RULE_KINDS, type RuleCheck, type RuleKind } from '../../contracts/rules.ts';
import type { Db } from '../client.ts';
import { user } from '../schema/accounts.ts';
import { digest } from '../schema/coaching.ts';
import type { UserRow } from './accounts.ts';
import { tell, type Waiting } from './outbox.ts';

export type DigestRow = typeof digest.$inferSelect;

/**
 * Two weeks whose beginnings are nearer than this are the same calendar week, seen from two zones: who moves on a Monday gets no second digest of the
 * week. Zones are 26 hours apart at the most.
 */
const SAME_WEEK = sql`interval '3 days'`;

/** A zone as users have it, and the last week that is over in it. */
export interface ZoneWeek {
  zone: string;
  start: string;
  end: string;
}

/** Every zone that a user has. */
export async function zonesOfUsers(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ timezone: user.timezone }).from(user);
  return rows.map(({ timezone }) => timezone);
}

/** Users after that id who have no digest of their zone's week and had their account before it ended, by their ids. */
export async function usersDue(
  db: Db,
  weeks: readonly ZoneWeek[],
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select u.id
    from "user" u
    join jsonb_to_recordset(${JSON.stringify(weeks)}::jsonb) as w (zone text, start timestamptz, "end" timestamptz) on w.zone = u.timezone
    where u.id > ${after} and u.created_at < w."end"
      and not exists (
        select from digest d
        where d.user_id = u.id and d.period_start > w.start - ${SAME_WEEK} and d.period_start < w.start + ${SAME_WEEK})
      and not exists (select from erasure e where e.user_id = u.id)
    order by u.id limit ${limit}::int`);
  return rows.map(({ id }) => id);
}

/**
 * Of these users those that are not being deleted, and whose fills are neither being read nor scored: a digest is never changed, and what is
 * half scored is not to stand in it.
 */
export async function usersOfMessage(db: Db, ids: readonly string[]): Promise<UserRow[]> {
  return db
    .select()
    .from(user)
    .where(sql`
    ${user.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
    and not exists (select from erasure e where e.user_id = ${user.id})
    and not exists (
      select from job j where j.user_id = ${user.id} and j.kind in ('import', 'score') and j.status in ('queued', 'running'))`);
}

/** A fill with what the trader's rules said of it; as domain/report/ruled-orders.ts reads it. */
interface RuledFill {
  id: string;
  orderId: string;
  symbol: string;
  side: 'BUY' | 'SELL';
  ts: number;
  venueSeq: string | null;
  rules: RuleCheck[];
}

/** All fills before that time which a rule was in force for, and the rules that are active now; one round trip. */
export async function rulesUntil(
  db: Db,
  userId: string,
  to: Date,
): Promise<{ fills: RuledFill[]; active: RuleKind[] }> {
  const [fills, active] = await db.batch([
    db.execute<{ all: RuledFill[] }>(sql`
      select coalesce(json_agg(json_build_object(
        'id', t.broker || ' ' || t.ext_id, 'orderId', coalesce(o.order_id, t.id), 'symbol', t.symbol, 'side', t.side,
        'ts', floor(extract(epoch from t.ts) * 1000)::bigint, 'venueSeq', t.venue_seq, 'rules', o.rules)), '[]') as "all"
      from trade t join trade_outcome o on o.trade_id = t.id
      where t.user_id = ${userId} and t.ts < ${to.toISOString()}::timestamptz and o.rules <> '[]'::jsonb`),
    db.execute<{ kind: RuleKind }>(sql`
      select kind from rule
      where user_id = ${userId} and active and kind in (select jsonb_array_elements_text(${JSON.stringify(RULE_KINDS)}::jsonb))`),
  ]);
  return { fills: fills.rows[0]?.all ?? [], active: active.rows.map(({ kind }) => kind) };
}

/** What was said last of these trades. */
export async function insightsOfTrades(
  db: Db,
  userId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.execute<{ id: string; insight: string }>(sql`
    select r.trade_id as id, r.insight
    from reflection r join trade_outcome o on o.trade_id = r.trade_id and o.version = r.version
    where r.user_id = ${userId} and r.trade_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`);
  return new Map(rows.map(({ id, insight }) => [id, insight]));
}

/**
 * Stores a digest and tells its user, in one transaction; answers what then waits for the feed. undefined: the week has one already, and nothing was
 * done.
 */
export async function saveDigest(
  db: Db,
  made: { id: string; userId: string; payload: DigestPayload },
  event: { id: string; ts: string; payload: DigestReady },
): Promise<Waiting | undefined> {
  const { periodStart, periodEnd } = made.payload;
  const { rows, waiting } = await tell(
    db,
    made.userId,
    sql`
    with made as (
      insert into digest (id, user_id, period_start, period_end, payload)
      select ${made.id}, u.id, ${periodStart}::timestamptz, ${periodEnd}::timestamptz, ${JSON.stringify(made.payload)}::jsonb
      from "user" u
      where u.id = ${made.userId} and not exists (
        select from digest d where d.user_id = u.id
          and d.period_start > ${periodStart}::timestamptz - ${SAME_WEEK} and d.period_start < ${periodStart}::timestamptz + ${SAME_WEEK})
      on conflict (user_id, period_start) do nothing
      returning user_id
    ), told as (
      insert into event_outbox (id, user_id, type, v, ts, payload)
      select ${event.id}, user_id, 'digest.ready', 1, ${event.ts}::timestamptz, ${JSON.stringify(event.payload)}::jsonb from made
    )
    select user_id from made`,
  );
  return rows.length === 1 ? waiting : undefined;
}

/** Takes a digest for its mail, before it is sent: it goes out once at the most. false: it has, or its user does not want it. */
export async function claimDelivery(db: Db, userId: string, id: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    update digest set delivered_at = now()
    where id = ${id} and user_id = ${userId} and delivered_at is null
      and exists (select from "user" u where u.id = ${userId} and u.digest_by_mail)
    returning 1`);
  return rows.length === 1;
}

/** The newest first; `before`: only those of weeks that began before that. */
export async function listDigests(
  db: Db,
  userId: string,
  before: Date | undefined,
  limit: number,
): Promise<DigestRow[]> {
  return db
    .select()
    .from(digest)
    .where(and(eq(digest.userId, userId), before && lt(digest.periodStart, before)))
    .orderBy(desc(digest.periodStart))
    .limit(limit);
}

/** By its id, or by when its week began. */
export async function findDigest(
  db: Db,
  userId: string,
  key: { id: string } | { periodStart: Date },
): Promise<DigestRow | undefined> {
  const isIt = 'id' in key ? eq(digest.id, key.id) : eq(digest.periodStart, key.periodStart);
  const [row] = await db
    .select()
    .from(digest)
    .where(and(eq(digest.userId, userId), isIt));
  return row;
}

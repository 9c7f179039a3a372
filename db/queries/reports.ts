import { type SQL, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { Peers, Remembered } from '../../contracts/derived.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import type { Db } from '../client.ts';

/** [id, extId, orderId, symbol, side, ts, value, fee, basis, pnl, gross, entryValue, heldHours, unknownProceeds, labels, peers, remembered, rules, matchedQty, venueSeq] */
export type FactRow = [
  string,
  string,
  string,
  string,
  'BUY' | 'SELL',
  number,
  string,
  string | null,
  'known' | 'partial' | 'unknown' | null,
  string | null,
  string | null,
  string | null,
  number | null,
  string,
  Label[],
  Peers | null,
  Remembered | null,
  RuleCheck[],
  string,
  string | null,
];

/** What a sale realised of the lot that a buy opened: [buy's id, sale's id, pnl, entryValue]; ids of fills. */
type LotRow = [string, string, string, string];

interface TripRow {
  symbol: string;
  openedAt: number;
  closedAt: number | null;
  pnl: string;
  entryValue: string;
  basis: 'known' | 'partial' | 'unknown';
}

export interface PositionRow {
  broker: Broker;
  symbol: string;
  qty: string;
  cost: string | null;
  openedAt: string;
  lastPrice: string | null;
  lastPriceAt: string | null;
}

interface BaseRateRow {
  symbol: string;
  month: string;
  hours: number;
  met: number;
}

export interface ReportRows {
  facts: FactRow[];
  lots: LotRow[];
  trips: TripRow[];
  rates: BaseRateRow[];
}

/** What left known lots: ledger/ledger.ts takes a fee in the base asset out of them too. */
const matchedQty = sql`(
  t.qty + case when upper(t.fee_currency) = upper(split_part(t.symbol, '-', 1)) then coalesce(t.fee, 0) else 0 end - o.unknown_qty)`;

/**
 * All scored fills of a trader with what reports are made of, in one round trip. Each kind comes as one JSON text, since ten thousand rows
 * would cost the driver more than the database; lots are joined by the reader, as a planner without statistics joins them badly. Money is
 * text, so that no digit is lost on the way.
 * @param period of which fills, with what their lots have brought by now, and round trips that closed in it or are open; without it all
 */
export async function reportRows(
  db: Db,
  userId: string,
  version: number,
  period?: { from: Date; to: Date },
): Promise<ReportRows> {
  const isWithin = (column: SQL) => (period ? between(column, period) : sql`true`);
  const buys = period
    ? sql`and lot_id in (select id from trade where user_id = ${userId} and side = 'BUY' and ${isWithin(sql`ts`)})`
    : sql``;
  const [facts, lots, trips, rates] = await db.batch([
    db.execute<{ all: FactRow[] }>(sql`
      select coalesce(json_agg(json_build_array(
        t.id, t.broker || ' ' || t.ext_id, coalesce(o.order_id, t.id), t.symbol, t.side, floor(extract(epoch from t.ts) * 1000)::bigint, (t.qty * t.price)::text, o.fee::text,
        o.basis, o.pnl::text, o.gross::text, o.entry_value::text, o.held_hours, o.unknown_proceeds::text,
        jsonb_path_query_array(o.labels, '$[*].label'), o.peers, case when t.side = 'BUY' then o.remembered end,
        o.rules, case when t.side = 'SELL' then ${matchedQty}::text else '0' end, t.venue_seq)), '[]') as "all"
      from trade t join trade_outcome o on o.trade_id = t.id
      where t.user_id = ${userId} and ${isWithin(sql`t.ts`)}`),
    db.execute<{ all: LotRow[] }>(sql`
      select coalesce(json_agg(json_build_array(lot_id, sale_id, pnl::text, entry_value::text)), '[]') as "all"
      from lot_match where user_id = ${userId} and source = 'buy' ${buys}`),
    db.execute<{ all: TripRow[] }>(sql`
      select coalesce(json_agg(json_build_object(
        'symbol', symbol, 'openedAt', floor(extract(epoch from opened_at) * 1000)::bigint,
        'closedAt', floor(extract(epoch from closed_at) * 1000)::bigint,
        'pnl', pnl::text, 'entryValue', entry_value::text, 'basis', basis)), '[]') as "all"
      from round_trip where user_id = ${userId} and (closed_at is null or ${isWithin(sql`closed_at`)})`),
    db.execute<{ all: BaseRateRow[] }>(sql`
      select coalesce(json_agg(json_build_object('symbol', symbol, 'month', month, 'hours', hours, 'met', met)), '[]') as "all"
      from base_rate
      where version = ${version} and (source, symbol) in (select broker, symbol from trade where user_id = ${userId})`),
  ]);
  return {
    facts: facts.rows[0]?.all ?? [],
    lots: lots.rows[0]?.all ?? [],
    trips: trips.rows[0]?.all ?? [],
    rates: rates.rows[0]?.all ?? [],
  };
}

function between(column: SQL, { from, to }: { from: Date; to: Date }): SQL {
  return sql`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to.toISOString()}::timestamptz`;
}

/** What a trader holds, with the newest price that is known of each product. */
export async function openPositions(db: Db, userId: string): Promise<PositionRow[]> {
  const { rows } = await db.execute<{ all: PositionRow[] }>(sql`
    select coalesce(json_agg(json_build_object(
      'broker', r.broker, 'symbol', r.symbol, 'qty', r.held_qty::text, 'cost', r.held_cost::text,
      'openedAt', to_char(r.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'lastPrice', s.last_close::text,
      'lastPriceAt', to_char(s.last_close_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.symbol, r.broker), '[]') as "all"
    from round_trip r
    left join lateral (
      select f.last_close, f.last_close_at
      from candle_choice c
      join candle_snapshot f on f.source = c.source and f.symbol = c.symbol and f.month = c.month and f.granularity = '1h'
      where c.broker = r.broker and c.symbol = r.symbol and f.last_close is not null
      order by f.last_close_at desc limit 1
    ) s on true
    where r.user_id = ${userId} and r.closed_at is null`);
  return rows[0]?.all ?? [];
}

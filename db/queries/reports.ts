import { sql } from 'drizzle-orm';
import type { Peers } from '../../contracts/derived.ts';
import type { Label } from '../../contracts/labels.ts';
import type { Db } from '../client.ts';

export interface ReportPeriod {
  userId: string;
  /** undefined: the quote asset of most fills of the period. */
  currency: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

/** [id, orderId, symbol, side, ts, value, fee, basis, pnl, gross, entryValue, heldHours, unknownProceeds, lotPnl, lotEntryValue, labels, peers] */
export type FactRow = [
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
  string | null,
  string | null,
  Label[],
  Peers | null,
];

export interface TripRowOfReport {
  openedAt: number;
  closedAt: number | null;
  pnl: string;
  entryValue: string;
  basis: 'known' | 'partial' | 'unknown';
}

export interface PositionRow {
  broker: 'coinbase' | 'binance';
  symbol: string;
  qty: string;
  cost: string | null;
  openedAt: string;
  lastPrice: string | null;
  lastPriceAt: string | null;
}

export interface BaseRateRow {
  symbol: string;
  month: string;
  hours: number;
  met: number;
}

export interface ReportRows {
  currency: string | null;
  currencies: { currency: string; fills: number }[];
  facts: FactRow[];
  trips: TripRowOfReport[];
  positions: PositionRow[];
  rates: BaseRateRow[];
}

/**
 * Everything that the reports of a period are computed from, in one query. Each kind comes as one JSON text: ten thousand rows would cost
 * the driver more than the database. Money is text, so that no digit is lost on the way.
 */
export async function reportRows(db: Db, of: ReportPeriod, version: number): Promise<ReportRows> {
  const { rows } = await db.execute<{ report: ReportRows }>(sql`
    with mine as (
      select t.id, t.symbol, t.side, t.ts, t.qty, t.price, substring(t.symbol from '[^-]*$') as quote
      from trade t
      where t.user_id = ${of.userId}
        and t.ts >= coalesce(${of.from ?? null}::timestamptz, '-infinity') and t.ts < coalesce(${of.to ?? null}::timestamptz, 'infinity')
    ), currencies as (
      select quote, count(*)::int as fills from mine group by quote
    ), chosen as (
      select coalesce(${of.currency ?? null}::text, (select quote from currencies order by fills desc, quote limit 1)) as quote
    ), lots as (
      select m.lot_id, sum(m.pnl) as pnl, sum(m.entry_value) as entry_value
      from lot_match m where m.user_id = ${of.userId} and m.source = 'buy' group by m.lot_id
    ), facts as (
      select json_build_array(
        t.id, coalesce(o.order_id, t.id), t.symbol, t.side, round(extract(epoch from t.ts) * 1000)::bigint, (t.qty * t.price)::text, o.fee::text,
        o.basis, o.pnl::text, o.gross::text, o.entry_value::text, o.held_hours, (o.unknown_qty * t.price)::text, l.pnl::text,
        l.entry_value::text, (select coalesce(json_agg(x ->> 'label'), '[]'::json) from jsonb_array_elements(o.labels) x), o.peers) as fact
      from mine t join chosen c on c.quote = t.quote
      join trade_outcome o on o.trade_id = t.id
      left join lots l on l.lot_id = t.id
    )
    select json_build_object(
      'currency', (select quote from chosen),
      'currencies', coalesce((select json_agg(json_build_object('currency', quote, 'fills', fills) order by fills desc, quote) from currencies), '[]'),
      'facts', coalesce((select json_agg(fact) from facts), '[]'),
      'trips', coalesce((
        select json_agg(json_build_object(
          'openedAt', round(extract(epoch from r.opened_at) * 1000)::bigint, 'closedAt', round(extract(epoch from r.closed_at) * 1000)::bigint,
          'pnl', r.pnl::text, 'entryValue', r.entry_value::text, 'basis', r.basis))
        from round_trip r, chosen c
        where r.user_id = ${of.userId} and substring(r.symbol from '[^-]*$') = c.quote
          and (r.closed_at is null or (r.closed_at >= coalesce(${of.from ?? null}::timestamptz, '-infinity')
                                       and r.closed_at < coalesce(${of.to ?? null}::timestamptz, 'infinity')))), '[]'),
      'positions', coalesce((
        select json_agg(json_build_object(
          'broker', r.broker, 'symbol', r.symbol, 'qty', r.held_qty::text, 'cost', r.held_cost::text,
          'openedAt', to_char(r.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'lastPrice', s.last_close::text,
          'lastPriceAt', to_char(s.last_close_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.symbol)
        from round_trip r
        join chosen c on substring(r.symbol from '[^-]*$') = c.quote
        left join lateral (
          select last_close, last_close_at from candle_snapshot
          where source = r.broker and symbol = r.symbol and granularity = '1h' and last_close is not null
          order by last_close_at desc limit 1
        ) s on true
        where r.user_id = ${of.userId} and r.closed_at is null), '[]'),
      'rates', coalesce((
        select json_agg(json_build_object('symbol', b.symbol, 'month', b.month, 'hours', b.hours, 'met', b.met))
        from base_rate b
        where b.version = ${version} and b.symbol in (select symbol from mine)), '[]')
    ) as report`);
  const [row] = rows;
  return row?.report ?? { currency: null, currencies: [], facts: [], trips: [], positions: [], rates: [] };
}

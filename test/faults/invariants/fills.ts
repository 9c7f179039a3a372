import { Big } from 'big.js';
import { z } from 'zod';
import type { CoinbaseFill } from '../../../dev/coinbase/fill-json.ts';
import type { Database } from '../database.ts';
import type { AskedWindow, Trader } from '../trader.ts';

const TradeRowSchema = z.object({
  ext_id: z.string(),
  symbol: z.string(),
  side: z.string(),
  qty: z.string(),
  price: z.string(),
  fee: z.string().nullable(),
  ts: z.string(),
  said: z.number(),
});
type TradeRow = z.infer<typeof TradeRowSchema>;

const IdSchema = z.object({ id: z.string() });
const LARGEST_QUOTIENT_ERROR = new Big('1e-20');

/**
 * I1: every spot fill of the broker in the windows that were asked for is stored once, as the broker tells it, and was spoken of; nothing
 * else is stored; and what was answered with a 2xx is there.
 */
export async function lostFills(database: Database, trader: Trader): Promise<string[]> {
  const stored = await database.rows(
    TradeRowSchema,
    `select t.ext_id, t.symbol, t.side, t.qty::text, t.price::text, t.fee::text,
            to_char(t.ts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ts,
            (select count(*)::int from reflection r where r.trade_id = t.id and not r.provisional) as said
     from trade t where t.user_id = $1`,
    [trader.userId],
  );
  // Older fills come by themselves, a step a minute; they need not be there yet.
  const spot = trader.account.fills.filter(({ product_id }) => isSpot(product_id));
  const wanted = spot.filter((fill) => trader.asked.some((window) => isWithin(fill, window)));
  const byId = new Map(stored.map((row) => [row.ext_id, row]));
  const known = new Set(spot.map((fill) => fill.trade_id));
  return [
    ...wanted.flatMap((fill) => differenceOf(fill, byId.get(fill.trade_id))),
    ...stored
      .filter((row) => !known.has(row.ext_id))
      .map((row) => `${row.ext_id} is stored, and the broker has none such`),
    ...(await lostJobs(database, trader)),
  ];
}

function differenceOf(fill: CoinbaseFill, row: TradeRow | undefined): string[] {
  if (!row) return [`${fill.trade_id} of ${fill.trade_time} is missing`];
  const against: string[] = [];
  const equal = (name: string, broker: string, ours: string | null) => {
    if (broker !== ours) against.push(`${fill.trade_id}: ${name} is ${ours}, the broker's ${broker}`);
  };
  equal('symbol', fill.product_id, row.symbol);
  equal('side', fill.side, row.side);
  equal('ts', withMicroseconds(fill.trade_time), row.ts);
  if (!new Big(fill.price).eq(row.price)) equal('price', fill.price, row.price);
  if (row.fee === null || !new Big(fill.commission).eq(row.fee)) equal('fee', fill.commission, row.fee);
  if (!isQuantity(fill, row.qty)) equal('qty', fill.size, row.qty);
  if (row.said === 0) against.push(`${fill.trade_id} was not spoken of`);
  return against;
}

/** Where the size is an amount of the quote currency, quantity × price is that amount, but for the digits that a quotient has not. */
function isQuantity({ size, price, size_in_quote }: CoinbaseFill, qty: string): boolean {
  if (!size_in_quote) return new Big(size).eq(qty);
  return new Big(qty).times(price).minus(size).abs().div(price).lte(LARGEST_QUOTIENT_ERROR);
}

async function lostJobs(database: Database, { userId, acceptedJobs }: Trader): Promise<string[]> {
  const rows = await database.rows(IdSchema, 'select id from job where user_id = $1', [userId]);
  const ids = new Set(rows.map(({ id }) => id));
  return acceptedJobs
    .filter((id) => !ids.has(id))
    .map((id) => `job ${id} was answered with 202 and is not there`);
}

function isWithin({ sequence_timestamp }: CoinbaseFill, { sinceMs, untilMs }: AskedWindow): boolean {
  const at = Date.parse(sequence_timestamp);
  return at >= sinceMs && at <= untilMs;
}

/** Perpetuals and futures carry more parts than two. */
export function isSpot(product: string): boolean {
  return product.split('-').length === 2;
}

/** What Postgres keeps of a time. */
function withMicroseconds(text: string): string {
  const [seconds = '', fraction = ''] = text.slice(0, -1).split('.');
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

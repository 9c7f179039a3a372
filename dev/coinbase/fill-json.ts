import { createHash } from 'node:crypto';
import type { TraderFill } from '../market/fill.ts';
import { seededRandom } from '../market/random.ts';

/** A fill with the fields of Coinbase's recorded bodies. */
export interface CoinbaseFill {
  entry_id: string;
  trade_id: string;
  order_id: string;
  trade_time: string;
  trade_type: 'FILL';
  price: string;
  size: string;
  commission: string;
  product_id: string;
  sequence_timestamp: string;
  liquidity_indicator: 'MAKER' | 'TAKER' | 'UNKNOWN_LIQUIDITY_INDICATOR';
  size_in_quote: boolean;
  user_id: string;
  side: 'BUY' | 'SELL';
  retail_portfolio_id: string;
  fillSource: string;
  commission_detail_total: {
    total_commission: string;
    gst_commission: string;
    withholding_commission: string;
    client_commission: string;
  };
}

/** Ids follow from the account and the fill's number, so the same history always has the same ids. */
export function toCoinbaseFill(fill: TraderFill, account: string, sequence: number): CoinbaseFill {
  const random = seededRandom(`${account}/${sequence}`);
  const digits = random.pick([3, 6, 9, 6, 0, 3, 6, 1, 2, 4, 5, 7, 8]);
  const nanos = String(random.integer(0, 999_999)).padStart(6, '0');
  return {
    entry_id: hash(account, 'entry', sequence),
    trade_id: uuid(account, 'trade', sequence),
    order_id: uuid(account, 'order', fill.orderKey),
    trade_time: timeText(fill.tsMs, nanos, digits),
    trade_type: 'FILL',
    price: fill.price,
    size: fill.size,
    commission: fill.commission,
    product_id: fill.productId,
    sequence_timestamp: timeText(fill.tsMs, nanos, 6),
    liquidity_indicator: random.chance(0.03) ? 'UNKNOWN_LIQUIDITY_INDICATOR' : fill.liquidity,
    size_in_quote: fill.sizeInQuote,
    user_id: userId(account),
    side: fill.side,
    retail_portfolio_id: uuid(account, 'portfolio'),
    fillSource: 'FILL_SOURCE_UNKNOWN',
    commission_detail_total: {
      total_commission: fill.commission,
      gst_commission: '',
      withholding_commission: '',
      client_commission: fill.commission,
    },
  };
}

function userId(account: string): string {
  return uuid(account, 'user');
}

export function uuid(...parts: (string | number)[]): string {
  const hex = hash(...parts);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(18, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** RFC 3339 with 0 to 9 digits of the second, as Coinbase sends them. */
function timeText(tsMs: number, nanos: string, digits: number): string {
  const [seconds = '', fraction = ''] = new Date(tsMs).toISOString().replace('Z', '').split('.');
  const kept = (fraction + nanos).slice(0, digits);
  return kept === '' ? `${seconds}Z` : `${seconds}.${kept}Z`;
}

function hash(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

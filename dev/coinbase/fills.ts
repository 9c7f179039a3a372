import type { SimResponse } from '../simulator/exchange.ts';
import type { Account } from './accounts.ts';
import { invalidArgument } from './errors.ts';
import type { CoinbaseFill } from './fill-json.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 3_000;
/** A cursor is a number, and does not give away where the page ends. */
const CURSOR_BASE = 100_000_000;
const CURSOR_STEP = 7;

/**
 * GET /api/v3/brokerage/orders/historical/fills, newest first. The cursor names the last fill given, not a
 * number of fills to skip: new fills in between neither repeat nor push out others.
 */
export function listFills(account: Account, query: URLSearchParams): SimResponse {
  const sortBy = query.get('sort_by') ?? 'TRADE_TIME';
  if (sortBy !== 'TRADE_TIME' && sortBy !== 'UNKNOWN_SORT_BY') {
    return invalidArgument(`sort_by ${sortBy}: the simulator sorts by TRADE_TIME only`);
  }
  const limit = Math.min(Number(query.get('limit') || DEFAULT_LIMIT), MAX_LIMIT);
  if (!Number.isInteger(limit) || limit < 1) return invalidArgument('limit argument is invalid');
  const before = positionOf(query.get('cursor') ?? '', account.fills.length);
  if (before === undefined) return invalidArgument('cursor argument is invalid');
  const wanted = filterOf(query);
  if (typeof wanted === 'string') return invalidArgument(wanted);

  const fills: CoinbaseFill[] = [];
  let cursor = '';
  for (let position = before - 1; position >= 0; position--) {
    const fill = account.fills[position];
    if (!fill || !wanted(fill)) continue;
    if (fills.length === limit) {
      cursor = cursorAt(position + 1);
      break;
    }
    fills.push(fill);
  }
  return { status: 200, body: { fills, cursor } };
}

function cursorAt(position: number): string {
  return String(CURSOR_BASE + position * CURSOR_STEP);
}

function positionOf(cursor: string, all: number): number | undefined {
  if (cursor === '') return all;
  const position = (Number(cursor) - CURSOR_BASE) / CURSOR_STEP;
  return /^\d+$/.test(cursor) && Number.isInteger(position) && position >= 0
    ? Math.min(position, all)
    : undefined;
}

function filterOf(query: URLSearchParams): ((fill: CoinbaseFill) => boolean) | string {
  const products = idsOf(query, 'product_ids');
  const orders = idsOf(query, 'order_ids');
  const trades = idsOf(query, 'trade_ids');
  const start = query.get('start_sequence_timestamp');
  const end = query.get('end_sequence_timestamp');
  const from = start ? Date.parse(start) : Number.NEGATIVE_INFINITY;
  const to = end ? Date.parse(end) : Number.POSITIVE_INFINITY;
  if (Number.isNaN(from)) return 'start_sequence_timestamp argument is invalid';
  if (Number.isNaN(to)) return 'end_sequence_timestamp argument is invalid';
  return (fill) => {
    const at = Date.parse(fill.sequence_timestamp);
    return (
      at >= from &&
      at <= to &&
      (!products || products.has(fill.product_id)) &&
      (!orders || orders.has(fill.order_id)) &&
      (!trades || trades.has(fill.trade_id))
    );
  };
}

/** Keys repeat: product_ids=A&product_ids=B. */
function idsOf(query: URLSearchParams, name: string): Set<string> | undefined {
  const ids = query.getAll(name);
  return ids.length > 0 ? new Set(ids) : undefined;
}

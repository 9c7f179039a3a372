import type { SimResponse } from '../simulator/exchange.ts';
import { badCombination, binanceError, lookupTooBig, missing } from './error.ts';
import type { BinanceTrade } from './trade-json.ts';

const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 1_000;
const LONGEST_MS = 24 * 3_600_000;
const FILTERS = ['orderId', 'startTime', 'endTime', 'fromId'] as const;
/** Which of the optional parameters go together. */
const COMBINATIONS = new Set([
  '',
  'orderId',
  'startTime',
  'endTime',
  'fromId',
  'startTime+endTime',
  'orderId+fromId',
]);

/**
 * GET /api/v3/myTrades of one symbol, oldest first. With `startTime` or `fromId` the oldest from there, else the newest. Who traded with himself is
 * told both sides, under one id.
 */
export function listTrades(all: readonly BinanceTrade[], query: URLSearchParams): SimResponse {
  const given = FILTERS.filter((name) => query.has(name));
  for (const name of [...given, 'limit'])
    if (query.has(name) && !/^\d{1,16}$/.test(query.get(name) ?? '')) return missing(name);
  if (!COMBINATIONS.has(given.join('+'))) return badCombination();
  const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
  const [from, to] = [number('startTime', 0), number('endTime', Number.MAX_SAFE_INTEGER)];
  if (query.has('startTime') && query.has('endTime') && to - from > LONGEST_MS) return lookupTooBig();
  const limit = number('limit', DEFAULT_LIMIT);
  if (limit < 1 || limit > MAX_LIMIT)
    return binanceError(400, -1130, "Data sent for parameter 'limit' is not valid.");

  const fromId = number('fromId', 0);
  const orderId = query.get('orderId');
  const trades = all
    .filter(({ symbol }) => symbol === query.get('symbol'))
    .filter(({ time, id }) => time >= from && time <= to && id >= fromId)
    .filter((trade) => orderId === null || String(trade.orderId) === orderId)
    .sort((a, b) => a.id - b.id);
  const isForward = query.has('startTime') || query.has('fromId');
  return { status: 200, body: isForward ? trades.slice(0, limit) : trades.slice(-limit) };
}

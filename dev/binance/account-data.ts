import type { Market } from '../market/market.ts';
import type { SimResponse } from '../simulator/exchange.ts';
import type { Account } from './accounts.ts';
import { binanceError, lookupTooBig, missing } from './error.ts';
import { balancesOf } from './ledger.ts';
import { symbolsOf } from './public-data.ts';

const DAY_MS = 24 * 3_600_000;

interface Span {
  from: number;
  to: number;
}

/** GET /api/v3/account */
export function accountJson(account: Account, market: Market, query: URLSearchParams): SimResponse {
  const symbols = symbolsOf(market);
  const held = balancesOf(account, (symbol) => symbols.get(symbol));
  const balances = [...held]
    .filter(([, amount]) => query.get('omitZeroBalances') !== 'true' || !amount.eq(0))
    // A part of everything is reserved for orders.
    .map(([asset, amount]) => ({
      asset,
      free: amount.minus(amount.div(4).round(8, 0)).toFixed(),
      locked: amount.div(4).round(8, 0).toFixed(),
    }));
  return {
    status: 200,
    body: {
      canTrade: true,
      canWithdraw: true,
      canDeposit: true,
      accountType: 'SPOT',
      balances,
      permissions: ['SPOT'],
    },
  };
}

/** GET /sapi/v1/capital/deposit/hisrec */
export function listDeposits({ deposits }: Account, query: URLSearchParams, nowMs: number): SimResponse {
  return inSpan(query, nowMs, 90 * DAY_MS, (span) =>
    newest(deposits, ({ insertTime }) => insertTime, span).slice(0, limitOf(query, 1_000, 1_000)),
  );
}

/** GET /sapi/v1/capital/withdraw/history */
export function listWithdrawals(
  { withdrawals }: Account,
  query: URLSearchParams,
  nowMs: number,
): SimResponse {
  return inSpan(query, nowMs, 90 * DAY_MS, (span) =>
    newest(withdrawals, ({ applyTime }) => Date.parse(`${applyTime.replace(' ', 'T')}Z`), span).slice(
      0,
      limitOf(query, 1_000, 1_000),
    ),
  );
}

/** GET /sapi/v1/asset/assetDividend */
export function listDividends({ dividends }: Account, query: URLSearchParams, nowMs: number): SimResponse {
  return inSpan(query, nowMs, 180 * DAY_MS, (span) => {
    const rows = newest(dividends, ({ divTime }) => divTime, span);
    return { rows: rows.slice(0, limitOf(query, 20, 500)), total: rows.length };
  });
}

/** GET /sapi/v1/asset/dribblet: the last hundred. */
export function listDribblets({ dribblets }: Account, query: URLSearchParams, nowMs: number): SimResponse {
  return inSpan(query, nowMs, 90 * DAY_MS, (span) => {
    const rows = newest(dribblets, ({ operateTime }) => operateTime, span);
    return { total: rows.length, userAssetDribblets: rows.slice(0, 100) };
  });
}

/** GET /sapi/v1/convert/tradeFlow */
export function listConverts({ converts }: Account, query: URLSearchParams, nowMs: number): SimResponse {
  for (const name of ['startTime', 'endTime']) if (!query.get(name)) return missing(name);
  return inSpan(query, nowMs, 30 * DAY_MS, ({ from, to }) => {
    const limit = limitOf(query, 100, 1_000);
    const list = newest(converts, ({ createTime }) => createTime, { from, to });
    return {
      list: list.slice(0, limit),
      startTime: from,
      endTime: to,
      limit,
      moreData: list.length > limit,
    };
  });
}

function inSpan(
  query: URLSearchParams,
  nowMs: number,
  longestMs: number,
  body: (span: Span) => unknown,
): SimResponse {
  const to = Number(query.get('endTime') ?? nowMs);
  const from = Number(query.get('startTime') ?? to - longestMs);
  if (!Number.isInteger(from) || !Number.isInteger(to) || from > to)
    return binanceError(400, -1130, "Data sent for parameter 'startTime' is not valid.");
  return to - from >= longestMs ? lookupTooBig() : { status: 200, body: body({ from, to }) };
}

function newest<Row>(rows: readonly Row[], at: (row: Row) => number, { from, to }: Span): Row[] {
  return rows.filter((row) => at(row) >= from && at(row) <= to).sort((a, b) => at(b) - at(a));
}

function limitOf(query: URLSearchParams, usual: number, most: number): number {
  return Math.min(Number(query.get('limit') ?? usual), most);
}

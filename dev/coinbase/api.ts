import type { Market } from '../market/market.ts';
import type { Accounts } from './accounts.ts';
import { listCandles } from './candles.ts';
import { listAccounts, listProducts } from './catalogue.ts';
import { apiError, type SimRequest, type SimResponse } from './exchange.ts';
import { listFills } from './fills.ts';
import type { AccessCheck, Grants } from './grants.ts';
import type { RateLimit } from './rate-limit.ts';
import { bearerOf } from './token.ts';

export interface ApiDeps {
  market: Market;
  accounts: Accounts;
  grants: Grants;
  rateLimit: RateLimit;
  now: () => number;
}

const PUBLIC_CANDLES = /^\/api\/v3\/brokerage\/market\/products\/([^/]+)\/candles$/;
const CANDLES = /^\/api\/v3\/brokerage\/products\/([^/]+)\/candles$/;
const MESSAGES = {
  invalid_token: 'The access token is invalid',
  expired_token: 'The access token expired',
  revoked_token: 'The access token was revoked',
};

/** What api.coinbase.com does, and for whom it did it. */
export function callApi(deps: ApiDeps, request: SimRequest): { response: SimResponse; account?: string } {
  if (request.method !== 'GET')
    return { response: apiError(405, 'method_not_allowed', 'Method not allowed') };
  const open = PUBLIC_CANDLES.exec(request.path);
  if (open) {
    if (!deps.rateLimit.allows('public')) return { response: tooMany() };
    return { response: listCandles(deps.market, decodeURIComponent(open[1] ?? ''), request.query) };
  }
  const token = bearerOf(request);
  if (token === undefined) return { response: apiError(401, 'invalid_token', MESSAGES.invalid_token) };
  const access = deps.grants.check(token);
  if (!access.ok) return { response: apiError(401, access.reason, MESSAGES[access.reason]) };
  const response = deps.rateLimit.allows(access.account) ? privateCall(deps, request, access) : tooMany();
  return { response, account: access.account };
}

function privateCall(deps: ApiDeps, request: SimRequest, access: AccessCheck & { ok: true }): SimResponse {
  const candles = CANDLES.exec(request.path);
  if (candles) return listCandles(deps.market, decodeURIComponent(candles[1] ?? ''), request.query);
  const account = deps.accounts.openOrCreate(access.account);
  switch (request.path) {
    case '/api/v3/brokerage/orders/historical/fills':
      return listFills(account, request.query);
    case '/api/v3/brokerage/products':
      return listProducts(deps.market, deps.now());
    case '/api/v3/brokerage/accounts':
      // The one scope per endpoint that Coinbase's documentation was seen to state.
      return access.scope.split(' ').includes('wallet:accounts:read')
        ? listAccounts(account, deps.market)
        : apiError(403, 'invalid_scope', 'Invalid scope');
    default:
      return apiError(404, 'not_found', 'Not found');
  }
}

function tooMany(): SimResponse {
  return apiError(429, 'rate_limit_exceeded', 'Too many requests', { 'retry-after': '1' });
}

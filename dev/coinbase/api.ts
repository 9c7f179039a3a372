import type { Market } from '../market/market.ts';
import type { SimRequest, SimResponse } from '../simulator/exchange.ts';
import { type Access, type AccessDeps, accessOf } from './access.ts';
import type { Accounts } from './accounts.ts';
import { listCandles } from './candles.ts';
import { listProducts } from './catalogue.ts';
import { apiError } from './errors.ts';
import { uuid } from './fill-json.ts';
import { listFills } from './fills.ts';
import type { RateLimit } from './rate-limit.ts';
import { listAccounts, listTransactions, listWallets } from './wallets.ts';

export interface ApiDeps extends AccessDeps {
  market: Market;
  accounts: Accounts;
  rateLimit: RateLimit;
  now: () => number;
}

const PUBLIC_CANDLES = /^\/api\/v3\/brokerage\/market\/products\/([^/]+)\/candles$/;
const CANDLES = /^\/api\/v3\/brokerage\/products\/([^/]+)\/candles$/;
const TRANSACTIONS = /^\/v2\/accounts\/([^/]+)\/transactions$/;
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
  const access = accessOf(deps, request);
  if (!access.ok) return { response: apiError(401, access.reason, MESSAGES[access.reason]) };
  const response = deps.rateLimit.allows(access.account) ? privateCall(deps, request, access) : tooMany();
  return { response, account: access.account };
}

function privateCall(deps: ApiDeps, request: SimRequest, access: Access & { ok: true }): SimResponse {
  const { market } = deps;
  const candles = CANDLES.exec(request.path);
  if (candles) return listCandles(market, decodeURIComponent(candles[1] ?? ''), request.query);
  if (request.path === '/api/v3/brokerage/key_permissions') return keyPermissions(access);
  if (access.key?.canView === false) return apiError(403, 'permission_denied', 'Missing permission: view');
  const account = deps.accounts.openOrCreate(access.account);
  const needs = (scope: string, answer: () => SimResponse) =>
    access.scope.split(' ').includes(scope) ? answer() : apiError(403, 'invalid_scope', 'Invalid scope');
  const wallet = TRANSACTIONS.exec(request.path)?.[1];
  if (wallet !== undefined) {
    return needs('wallet:transactions:read', () => listTransactions(account, market, wallet, request.query));
  }
  switch (request.path) {
    // Which scope this one asks for is not documented.
    case '/api/v3/brokerage/orders/historical/fills':
      return listFills(account, request.query);
    case '/api/v3/brokerage/products':
      return listProducts(market, deps.now());
    case '/api/v3/brokerage/accounts':
      return needs('wallet:accounts:read', () => listAccounts(account, market, request.query));
    case '/v2/accounts':
      return needs('wallet:accounts:read', () => listWallets(account, market, request.query));
    default:
      return apiError(404, 'not_found', 'Not found');
  }
}

/** Of API keys only. */
function keyPermissions({ key, account }: Access & { ok: true }): SimResponse {
  if (!key) return apiError(403, 'permission_denied', 'Only for API keys');
  return {
    status: 200,
    body: {
      can_view: key.canView,
      can_trade: key.canTrade,
      can_transfer: key.canTransfer,
      portfolio_uuid: uuid(account, 'portfolio'),
      portfolio_type: 'DEFAULT',
    },
  };
}

function tooMany(): SimResponse {
  return apiError(429, 'rate_limit_exceeded', 'Too many requests', { 'retry-after': '1' });
}

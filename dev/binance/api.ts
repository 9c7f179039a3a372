import type { Market } from '../market/market.ts';
import type { SimRequest, SimResponse } from '../simulator/exchange.ts';
import {
  accountJson,
  listConverts,
  listDeposits,
  listDividends,
  listDribblets,
  listWithdrawals,
} from './account-data.ts';
import type { Account, Accounts } from './accounts.ts';
import { badSymbol, binanceError, missing } from './error.ts';
import type { Key, Keys } from './keys.ts';
import { listTrades } from './my-trades.ts';
import { exchangeInfo, listKlines, symbolsOf } from './public-data.ts';
import { checkSigned } from './signed.ts';
import type { Weights } from './weights.ts';

export interface ApiDeps {
  market: Market;
  accounts: Accounts;
  keys: Keys;
  weights: Weights;
  now: () => number;
}

type Counter = 'spot' | 'sapi-ip' | 'sapi-uid';
interface Route {
  weight: number;
  counter: Counter;
  open?: (deps: ApiDeps, query: URLSearchParams) => SimResponse;
  signed?: (deps: ApiDeps, query: URLSearchParams, account: Account, key: Key) => SimResponse;
}

const HEADERS: Record<Counter, string> = {
  spot: 'x-mbx-used-weight-1m',
  'sapi-ip': 'x-sapi-used-ip-weight-1m',
  'sapi-uid': 'x-sapi-used-uid-weight-1m',
};

const ROUTES: Record<string, Route> = {
  '/api/v3/time': {
    weight: 1,
    counter: 'spot',
    open: ({ now }) => ({ status: 200, body: { serverTime: now() } }),
  },
  '/api/v3/exchangeInfo': {
    weight: 20,
    counter: 'spot',
    open: ({ market, now }, query) => exchangeInfo(market, query, now()),
  },
  '/api/v3/klines': {
    weight: 2,
    counter: 'spot',
    open: ({ market, now }, query) => listKlines(market, query, now()),
  },
  '/api/v3/account': {
    weight: 20,
    counter: 'spot',
    signed: ({ market }, query, account) => accountJson(account, market, query),
  },
  '/api/v3/myTrades': {
    weight: 20,
    counter: 'spot',
    signed({ market }, query, account) {
      const symbol = query.get('symbol');
      if (!symbol) return missing('symbol');
      const isKnown =
        symbolsOf(market).has(symbol) || account.trades.some((trade) => trade.symbol === symbol);
      return isKnown ? listTrades(account.trades, query) : badSymbol();
    },
  },
  '/sapi/v1/account/apiRestrictions': {
    weight: 1,
    counter: 'sapi-ip',
    signed: (_deps, _query, _account, key) => ({ status: 200, body: key.restrictions }),
  },
  '/sapi/v1/capital/deposit/hisrec': {
    weight: 1,
    counter: 'sapi-ip',
    signed: ({ now }, query, account) => listDeposits(account, query, now()),
  },
  '/sapi/v1/capital/withdraw/history': {
    weight: 18_000,
    counter: 'sapi-uid',
    signed: ({ now }, query, account) => listWithdrawals(account, query, now()),
  },
  '/sapi/v1/asset/assetDividend': {
    weight: 10,
    counter: 'sapi-ip',
    signed: ({ now }, query, account) => listDividends(account, query, now()),
  },
  '/sapi/v1/asset/dribblet': {
    weight: 1,
    counter: 'sapi-ip',
    signed: ({ now }, query, account) => listDribblets(account, query, now()),
  },
  '/sapi/v1/convert/tradeFlow': {
    weight: 3_000,
    counter: 'sapi-uid',
    signed: ({ now }, query, account) => listConverts(account, query, now()),
  },
};

/** What api.binance.com does. */
export function callApi(deps: ApiDeps, request: SimRequest): SimResponse {
  const route = request.method === 'GET' ? ROUTES[request.path] : undefined;
  if (!route) return binanceError(404, -1000, 'Not found');
  const holder = deps.keys.find(String(request.headers['x-mbx-apikey'] ?? ''));
  const counter = route.counter === 'sapi-uid' ? `uid/${holder?.account}` : route.counter;
  const used = deps.weights.add(counter, route.weight);
  const refusal = route.counter === 'spot' ? deps.weights.refusal(used) : undefined;
  const response = refusal ?? answer(deps, route, request);
  return { ...response, headers: { [HEADERS[route.counter]]: String(used), ...response.headers } };
}

function answer(deps: ApiDeps, route: Route, request: SimRequest): SimResponse {
  if (route.open) return route.open(deps, request.query);
  const checked = checkSigned(deps.keys, request, deps.now());
  if ('response' in checked) return checked.response;
  const { key } = checked;
  if (key.restrictions.enableReading !== true && !request.path.endsWith('apiRestrictions'))
    return binanceError(401, -2015, 'Invalid API-key, IP, or permissions for action.');
  const account = deps.accounts.openOrCreate(key.account);
  return route.signed?.(deps, request.query, account, key) ?? binanceError(404, -1000, 'Not found');
}

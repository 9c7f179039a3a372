import type { Market } from '../market/market.ts';
import { bodyFields, type SimRequest, type SimResponse } from '../simulator/exchange.ts';
import { Faults } from '../simulator/faults.ts';
import { RequestLog } from '../simulator/request-log.ts';
import { serveSimulator } from '../simulator/serve.ts';
import { accessOf } from './access.ts';
import { type Account, Accounts } from './accounts.ts';
import { type ApiDeps, callApi } from './api.ts';
import { type AuthorizeDeps, answerConsent, type PendingCode, showConsent } from './authorize.ts';
import { type ControlDeps, control } from './control.ts';
import { apiError, inCoinbasesWords } from './errors.ts';
import type { CoinbaseFill } from './fill-json.ts';
import { Grants } from './grants.ts';
import { ApiKeys } from './keys.ts';
import { RateLimit } from './rate-limit.ts';
import { giveTokens, revokeToken, type TokenDeps } from './token.ts';

export interface CoinbaseSimOptions {
  market: Market;
  clientId: string;
  clientSecret: string;
  port?: number;
  /** Accounts, grants and the key of the tokens live here; without it, in memory. */
  stateDir?: string;
  /** Requests a second and user; the real one allows 30. Without it there is no limit. */
  rateLimitPerSecond?: number;
  now?: () => number;
}

export interface CoinbaseSim {
  /** In place of https://login.coinbase.com */
  loginUrl: string;
  /** In place of https://api.coinbase.com */
  apiUrl: string;
  control: {
    /** The account, made with so many fills over the last 30 days if it is new. */
    account(name: string, fills?: number): Account;
    /** So many new fills, the last of them now. Throws where there is no such account. */
    addFills(name: string, count: number): CoinbaseFill[];
    faults: Faults;
    log: RequestLog;
    rateLimit: RateLimit;
  };
  stop(): Promise<void>;
}

type Deps = ApiDeps & AuthorizeDeps & ControlDeps & TokenDeps;

/** One plain HTTP server on 127.0.0.1 that is Coinbase's login, its API and, under /_sim, a test's hands. */
export async function startCoinbaseSim(options: CoinbaseSimOptions): Promise<CoinbaseSim> {
  const { market, clientId, clientSecret, stateDir, now = Date.now } = options;
  const accounts = new Accounts(market, now, stateDir);
  const codes = new Map<string, PendingCode>();
  const grants = new Grants(now, stateDir);
  const keys = new ApiKeys(now, stateDir);
  const rateLimit = new RateLimit(now, options.rateLimitPerSecond);
  const deps: Deps = {
    ...{ market, clientId, clientSecret, now, accounts, codes, grants, keys, rateLimit },
    ...{ faults: new Faults(), log: new RequestLog() },
  };
  const { url, stop } = await serveSimulator(
    {
      ...{ faults: deps.faults, log: deps.log },
      control: (request) => control(deps, request),
      holderOf: (request) => holderOf(deps, request),
      answer: (request) => route(deps, request),
      failure: (status, message) => apiError(status, 'internal', message),
      inItsWords: inCoinbasesWords,
    },
    options.port,
  );
  return {
    loginUrl: url,
    apiUrl: url,
    control: {
      account: (name, fills) => accounts.openOrCreate(name, fills),
      addFills(name, count) {
        const account = accounts.find(name);
        if (!account) throw new Error(`no account ${name}`);
        return accounts.addFills(account, count, undefined);
      },
      faults: deps.faults,
      log: deps.log,
      rateLimit,
    },
    stop,
  };
}

/** Whose token or key the request carries; undefined without one that works. */
function holderOf(deps: Deps, request: SimRequest): string | undefined {
  const access = accessOf(deps, request);
  return access.ok ? access.account : undefined;
}

function route(deps: Deps, request: SimRequest): { response: SimResponse; account?: string } {
  switch (`${request.method} ${request.path}`) {
    case 'GET /oauth2/auth':
      return { response: showConsent(deps, request.query) };
    case 'POST /oauth2/auth':
      return { response: answerConsent(deps, bodyFields(request)) };
    case 'POST /oauth2/token':
      return { response: giveTokens(deps, request) };
    case 'POST /oauth2/revoke':
      return { response: revokeToken(deps, request) };
    default:
      return callApi(deps, request);
  }
}

import type { Market } from '../market/market.ts';
import { type Fault, Faults } from '../simulator/faults.ts';
import { RequestLog } from '../simulator/request-log.ts';
import { serveSimulator } from '../simulator/serve.ts';
import { type Account, Accounts } from './accounts.ts';
import { type ApiDeps, callApi } from './api.ts';
import { type ControlDeps, control } from './control.ts';
import { binanceError, usualError } from './error.ts';
import { type Key, Keys, type Restrictions } from './keys.ts';
import { Weights } from './weights.ts';

export interface BinanceSimOptions {
  market: Market;
  port?: number;
  /** Accounts and keys live here; without it, in memory. */
  stateDir?: string;
  /** Weight a minute for the address; the real one allows 6,000. Without it nothing is counted. */
  weightLimit?: number;
  now?: () => number;
}

export interface BinanceSim {
  /** In place of https://api.binance.com and https://data-api.binance.vision */
  url: string;
  /** Keys of the demo account: one that may only read, and one that may trade. */
  keys: { readOnly: Key; trading: Key };
  control: {
    /** The account, made with so many fills over the last 30 days if it is new. */
    account(name: string, fills?: number): Account;
    /** Keeps what was changed in an account. */
    keep(account: Account): void;
    makeKey(account: string, label: string, restrictions?: Restrictions): Key;
    faults: Faults;
    log: RequestLog;
    weights: Weights;
  };
  stop(): Promise<void>;
}

type Deps = ApiDeps & ControlDeps;

const DEMO_ACCOUNT = 'demo';

/** One plain HTTP server on 127.0.0.1 that is Binance's API and, under /_sim, a test's hands. */
export async function startBinanceSim(options: BinanceSimOptions): Promise<BinanceSim> {
  const { market, stateDir, now = Date.now } = options;
  const accounts = new Accounts(market, now, stateDir);
  const keys = new Keys(stateDir);
  const weights = new Weights(now, options.weightLimit);
  const deps: Deps = { market, now, accounts, keys, weights, faults: new Faults(), log: new RequestLog() };
  const demoKeys = {
    readOnly: keys.make(DEMO_ACCOUNT, 'read-only'),
    trading: keys.make(DEMO_ACCOUNT, 'trading', { enableSpotAndMarginTrading: true }),
  };
  const { url, stop } = await serveSimulator(
    {
      ...{ faults: deps.faults, log: deps.log },
      control: (request) => control(deps, request),
      holderOf: ({ headers }) => keys.find(String(headers['x-mbx-apikey'] ?? ''))?.account,
      answer: (request) => ({ response: callApi(deps, request) }),
      failure: (status, message) => binanceError(status, -1000, message),
      secretParameters: ['signature'],
      inItsWords: inBinancesWords,
    },
    options.port,
  );
  return {
    url,
    keys: demoKeys,
    control: {
      account: (name, fills) => accounts.openOrCreate(name, fills),
      keep: (account) => void accounts.keep(account),
      makeKey: (account, label, restrictions) => keys.make(account, label, restrictions),
      faults: deps.faults,
      log: deps.log,
      weights,
    },
    stop,
  };
}

/** A fault that names a status and no body says what Binance would say. */
function inBinancesWords(fault: Fault): Fault {
  if (fault.status === undefined || fault.status < 300 || fault.body !== undefined) return fault;
  const { body, headers } = usualError(fault.status);
  const retryAfter = fault.retryAfter ?? headers?.['retry-after'];
  return { ...fault, body, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

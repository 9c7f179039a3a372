import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readRequest, writeResponse } from '../coinbase/exchange.ts';
import { type Fault, Faults } from '../coinbase/faults.ts';
import { misbehave } from '../coinbase/misbehave.ts';
import { RequestLog } from '../coinbase/request-log.ts';
import type { Market } from '../market/market.ts';
import { type Account, Accounts } from './accounts.ts';
import { type ApiDeps, callApi } from './api.ts';
import { type ControlDeps, control } from './control.ts';
import { binanceError, usualError } from './error.ts';
import { type Key, Keys, type Restrictions } from './keys.ts';
import type { BinanceRequest } from './signed.ts';
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
  const server = createServer((message, out) => {
    void serve(deps, message, out).catch((error: unknown) => {
      const status = error instanceof RangeError ? 413 : 500;
      writeResponse(out, binanceError(status, -1000, error instanceof Error ? error.message : 'unknown'));
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the Binance simulator has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    keys: demoKeys,
    control: {
      account: (name, fills) => accounts.openOrCreate(name, fills),
      keep: (account) => void accounts.keep(account),
      makeKey: (account, label, restrictions) => keys.make(account, label, restrictions),
      faults: deps.faults,
      log: deps.log,
      weights,
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(deps: Deps, message: IncomingMessage, out: ServerResponse): Promise<void> {
  const t = Date.now();
  const rawQuery = (message.url ?? '').split('?')[1] ?? '';
  const request: BinanceRequest = { ...(await readRequest(message)), rawQuery };
  if (request.path.startsWith('/_sim')) return writeResponse(out, control(deps, request));
  const account = deps.keys.find(String(request.headers['x-mbx-apikey'] ?? ''))?.account;
  out.once('close', () => {
    const query = new URLSearchParams([...request.query].filter(([name]) => name !== 'signature'));
    const status = out.writableEnded ? out.statusCode : 0;
    const { method, path } = request;
    const entry = { t, ms: Date.now() - t, method, path, query, status };
    deps.log.add(account === undefined ? entry : { ...entry, account });
  });
  const fault = deps.faults.take(request, account);
  const behaviour = fault
    ? await misbehave(inBinancesWords(fault), request, out)
    : { kind: 'usual' as const };
  if (behaviour.kind === 'gone') return;
  writeResponse(out, behaviour.kind === 'answer' ? behaviour.response : callApi(deps, request));
}

/** A fault that names a status and no body says what Binance would say. */
function inBinancesWords(fault: Fault): Fault {
  if (fault.status === undefined || fault.status < 300 || fault.body !== undefined) return fault;
  const { body, headers } = usualError(fault.status);
  const retryAfter = fault.retryAfter ?? headers?.['retry-after'];
  return { ...fault, body, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

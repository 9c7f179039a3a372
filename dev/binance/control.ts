import { bodyJson, type SimRequest, type SimResponse } from '../simulator/exchange.ts';
import { type Faults, parseFault } from '../simulator/faults.ts';
import type { RequestLog } from '../simulator/request-log.ts';
import type { Accounts } from './accounts.ts';
import type { Keys } from './keys.ts';
import type { Weights } from './weights.ts';

export interface ControlDeps {
  accounts: Accounts;
  keys: Keys;
  weights: Weights;
  faults: Faults;
  log: RequestLog;
}

type Handler = (deps: ControlDeps, request: SimRequest, name: string) => SimResponse;

const MOST = 200_000;

/** What tests drive the simulator with; Binance has none of it. */
const ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['POST', /^\/_sim\/accounts$/, createAccount],
  ['GET', /^\/_sim\/accounts\/([^/]+)$/, showAccount],
  ['POST', /^\/_sim\/accounts\/([^/]+)\/trades$/, addTrades],
  ['POST', /^\/_sim\/keys$/, makeKey],
  ['POST', /^\/_sim\/keys\/([^/]+)\/restrictions$/, restrictKey],
  ['DELETE', /^\/_sim\/keys\/([^/]+)$/, ({ keys }, _request, apiKey) => ok({ removed: keys.remove(apiKey) })],
  ['POST', /^\/_sim\/weight$/, setWeight],
  ['POST', /^\/_sim\/faults$/, addFault],
  ['GET', /^\/_sim\/faults$/, ({ faults }) => ok({ faults: faults.list() })],
  ['DELETE', /^\/_sim\/faults$/, clearFaults],
  [
    'GET',
    /^\/_sim\/log$/,
    ({ log }, { query }) => ok({ requests: log.since(Number(query.get('since') ?? 0)) }),
  ],
];

export function control(deps: ControlDeps, request: SimRequest): SimResponse {
  for (const [method, path, handler] of ROUTES) {
    const match = method === request.method ? path.exec(request.path) : null;
    if (match) return handler(deps, request, decodeURIComponent(match[1] ?? ''));
  }
  return bad(404, `no such control: ${request.method} ${request.path}`);
}

function createAccount({ accounts }: ControlDeps, { body }: SimRequest): SimResponse {
  const { name, fills = 60 } = bodyJson(body);
  if (typeof name !== 'string' || name === '') return bad(400, 'name: some text');
  if (!isCount(fills)) return bad(400, `fills: a whole number up to ${MOST}`);
  if (accounts.find(name)) return bad(409, `account ${name} exists`);
  return { status: 201, body: { name, trades: accounts.openOrCreate(name, fills).trades.length } };
}

function showAccount({ accounts }: ControlDeps, _request: SimRequest, name: string): SimResponse {
  const account = accounts.find(name);
  return account ? ok(account) : bad(404, `no account ${name}`);
}

function addTrades({ accounts }: ControlDeps, { body }: SimRequest, name: string): SimResponse {
  const account = accounts.find(name);
  if (!account) return bad(404, `no account ${name}`);
  const { count = 1 } = bodyJson(body);
  if (!isCount(count)) return bad(400, `count: a whole number up to ${MOST}`);
  return { status: 201, body: { name, trades: accounts.addTrades(account, count) } };
}

/** `restrictions` over those of a key that may read and nothing else. */
function makeKey({ keys }: ControlDeps, { body }: SimRequest): SimResponse {
  const { account, label = 'key', restrictions = {} } = bodyJson(body);
  if (typeof account !== 'string' || typeof label !== 'string') return bad(400, 'account and label: text');
  if (typeof restrictions !== 'object' || restrictions === null) return bad(400, 'restrictions: flags');
  const { apiKey, secret } = keys.make(account, label, { ...restrictions });
  return { status: 201, body: { apiKey, secret } };
}

function restrictKey({ keys }: ControlDeps, { body }: SimRequest, apiKey: string): SimResponse {
  const key = keys.find(apiKey);
  if (!key) return bad(404, 'no such key');
  keys.restrict(key, bodyJson(body));
  return ok(key.restrictions);
}

/** `used` in this minute of the address (`counter` spot or sapi-ip) or of an account (uid/name); `limit` of the address. */
function setWeight({ weights }: ControlDeps, { body }: SimRequest): SimResponse {
  const { counter = 'spot', used, limit } = bodyJson(body);
  if (typeof counter !== 'string') return bad(400, 'counter: text');
  if (typeof used === 'number') weights.set(counter, used);
  if (typeof limit === 'number' || limit === null) weights.setLimit(limit ?? undefined);
  return ok({});
}

function addFault({ faults }: ControlDeps, { body }: SimRequest): SimResponse {
  const fault = parseFault(bodyJson(body));
  if (!fault)
    return bad(400, 'needs match, and one of status, hang, reset, malformed, drip, hugeBytes, body');
  faults.add(fault);
  return { status: 201, body: fault };
}

function clearFaults({ faults }: ControlDeps): SimResponse {
  faults.clear();
  return ok({ faults: [] });
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST;
}

function ok(body: unknown): SimResponse {
  return { status: 200, body };
}

function bad(status: number, message: string): SimResponse {
  return { status, body: { error: message } };
}

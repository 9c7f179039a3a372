import type { Market } from '../market/market.ts';
import { bodyJson, type SimRequest, type SimResponse } from '../simulator/exchange.ts';
import { type Faults, parseFault } from '../simulator/faults.ts';
import type { RequestLog } from '../simulator/request-log.ts';
import { type Accounts, isAccountName, MAX_FILLS } from './accounts.ts';
import { ExtrasSchema } from './extras.ts';
import type { Grants } from './grants.ts';
import { inventoryOf } from './inventory.ts';
import { type ApiKeys, KeyRequestSchema } from './keys.ts';
import type { RateLimit } from './rate-limit.ts';

export interface ControlDeps {
  market: Market;
  accounts: Accounts;
  grants: Grants;
  keys: ApiKeys;
  faults: Faults;
  rateLimit: RateLimit;
  log: RequestLog;
}

type Handler = (deps: ControlDeps, request: SimRequest, name: string) => SimResponse;

/** What tests drive the simulator with; Coinbase has none of it. */
const ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['POST', /^\/_sim\/accounts$/, createAccount],
  ['GET', /^\/_sim\/accounts\/([^/]+)$/, showAccount],
  ['GET', /^\/_sim\/accounts\/([^/]+)\/inventory$/, showInventory],
  ['POST', /^\/_sim\/accounts\/([^/]+)\/fills$/, addFills],
  ['POST', /^\/_sim\/accounts\/([^/]+)\/keys$/, addKey],
  ['POST', /^\/_sim\/accounts\/([^/]+)\/revoke$/, revoke],
  ['POST', /^\/_sim\/accounts\/([^/]+)\/expire$/, expire],
  ['POST', /^\/_sim\/faults$/, addFault],
  ['GET', /^\/_sim\/faults$/, ({ faults }) => ok({ faults: faults.list() })],
  ['DELETE', /^\/_sim\/faults$/, clearFaults],
  ['POST', /^\/_sim\/rate-limit$/, setRateLimit],
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
  const { name, fills = 60, extras = {} } = bodyJson(body);
  if (typeof name !== 'string' || !isAccountName(name))
    return bad(400, 'name: 1 to 64 letters, digits, . _ @ + - or spaces');
  if (!isCount(fills, 0)) return bad(400, `fills: a whole number up to ${MAX_FILLS}`);
  if (accounts.find(name)) return bad(409, `account ${name} exists`);
  const wanted = ExtrasSchema.safeParse(extras);
  if (!wanted.success) return bad(400, 'extras: rewards (a number), convert, retail, fillRows');
  const account = accounts.create(name, fills, wanted.data);
  return { status: 201, body: { name, fills: account.fills.length } };
}

function showAccount({ accounts }: ControlDeps, _request: SimRequest, name: string): SimResponse {
  const account = accounts.find(name);
  return account ? ok({ name, fills: account.fills }) : bad(404, `no account ${name}`);
}

/** The oracle of balances: everything the account holds, and every transaction of its wallets, newest first. */
function showInventory({ accounts, market }: ControlDeps, _request: SimRequest, name: string): SimResponse {
  const account = accounts.find(name);
  if (!account) return bad(404, `no account ${name}`);
  const { balances, transactions } = inventoryOf(account, market);
  return ok({
    name,
    balances: Object.fromEntries([...balances].map(([currency, held]) => [currency, held.toFixed()])),
    transactions: transactions.map(({ type, currency, amount, native, tsMs }) => ({
      type,
      currency,
      amount: amount.toFixed(),
      native: native.toFixed(2),
      tsMs,
    })),
  });
}

/** A key of the account, which is made if it is new. The private key is told this once. */
function addKey({ accounts, keys }: ControlDeps, { body }: SimRequest, name: string): SimResponse {
  const wanted = KeyRequestSchema.safeParse(bodyJson(body));
  if (!wanted.success) return bad(400, 'alg: ES256 or EdDSA; canView, canTrade, canTransfer');
  if (!isAccountName(name)) return bad(404, `no account ${name}`);
  accounts.openOrCreate(name);
  return { status: 201, body: keys.create(name, wanted.data) };
}

function addFills({ accounts }: ControlDeps, { body }: SimRequest, name: string): SimResponse {
  const account = accounts.find(name);
  if (!account) return bad(404, `no account ${name}`);
  const { count = 1, product } = bodyJson(body);
  if (!isCount(count, 1)) return bad(400, `count: a whole number from 1 to ${MAX_FILLS}`);
  try {
    const fills = accounts.addFills(account, count, typeof product === 'string' ? product : undefined);
    return { status: 201, body: { name, fills } };
  } catch (error) {
    return bad(400, error instanceof Error ? error.message : 'no such product');
  }
}

function revoke({ grants, keys }: ControlDeps, _request: SimRequest, name: string): SimResponse {
  return ok({ name, revoked: grants.revokeAccount(name), revokedKeys: keys.revokeAccount(name) });
}

function expire({ grants }: ControlDeps, _request: SimRequest, name: string): SimResponse {
  grants.expireAccessTokens(name);
  return ok({ name });
}

function addFault({ faults }: ControlDeps, { body }: SimRequest): SimResponse {
  const fault = parseFault(bodyJson(body));
  if (!fault)
    return bad(
      400,
      'needs match, and one of status, hang, reset, malformed, drip, hugeBytes, truncatedGzip, body',
    );
  faults.add(fault);
  return { status: 201, body: fault };
}

function clearFaults({ faults }: ControlDeps): SimResponse {
  faults.clear();
  return ok({ faults: [] });
}

function setRateLimit({ rateLimit }: ControlDeps, { body }: SimRequest): SimResponse {
  const { perSecond } = bodyJson(body);
  if (perSecond !== null && !(typeof perSecond === 'number' && perSecond > 0))
    return bad(400, 'perSecond: a number, or null for none');
  rateLimit.set(perSecond ?? undefined);
  return ok({ perSecond });
}

function isCount(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= MAX_FILLS;
}

function ok(body: unknown): SimResponse {
  return { status: 200, body };
}

function bad(status: number, message: string): SimResponse {
  return { status, body: { error: message } };
}

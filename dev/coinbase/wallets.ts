import type { Market } from '../market/market.ts';
import type { SimResponse } from '../simulator/exchange.ts';
import type { Account } from './accounts.ts';
import { apiError } from './errors.ts';
import { uuid } from './fill-json.ts';
import { type Inventory, inventoryOf } from './inventory.ts';
import type { SimTransaction } from './transaction.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;
const CASH = 'USD';

/** GET /v2/accounts: one wallet per coin of the market, and one of dollars. */
export function listWallets(account: Account, market: Market, query: URLSearchParams): SimResponse {
  const inventory = inventoryOf(account, market);
  const wallets = currenciesOf(market).map((currency) => walletJson(account, inventory, currency));
  return pageOf(wallets, '/v2/accounts', query);
}

/** GET /v2/accounts/:id/transactions, newest first unless asked for otherwise. */
export function listTransactions(
  account: Account,
  market: Market,
  walletId: string,
  query: URLSearchParams,
): SimResponse {
  const currency = currenciesOf(market).find((one) => walletIdOf(account, one) === walletId);
  if (currency === undefined) return apiError(404, 'not_found', 'Not found');
  const rows = inventoryOf(account, market).transactions.filter((row) => row.currency === currency);
  const ordered = query.get('order') === 'asc' ? rows.toReversed() : rows;
  const path = `/v2/accounts/${walletId}/transactions`;
  return pageOf(
    ordered.map((row) => transactionJson(account, row)),
    path,
    query,
  );
}

/** GET /api/v3/brokerage/accounts: the same wallets as the advanced product tells them. */
export function listAccounts(account: Account, market: Market, query: URLSearchParams): SimResponse {
  const { balances } = inventoryOf(account, market);
  const all = currenciesOf(market).map((currency) => ({
    uuid: walletIdOf(account, currency),
    name: `${currency} Wallet`,
    currency,
    available_balance: { value: balances.get(currency)?.toFixed() ?? '0', currency },
    default: currency === 'BTC',
    active: true,
    type: currency === CASH ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    hold: { value: '0', currency },
    retail_portfolio_id: uuid(account.name, 'portfolio'),
    platform: 'ACCOUNT_PLATFORM_CONSUMER',
  }));
  const limit = Number(query.get('limit') || 49);
  const from = all.findIndex(({ uuid: id }) => id === query.get('cursor')) + 1;
  const accounts = all.slice(from, from + limit);
  const hasNext = from + limit < all.length;
  const cursor = hasNext ? (accounts.at(-1)?.uuid ?? '') : '';
  return { status: 200, body: { accounts, has_next: hasNext, cursor, size: accounts.length } };
}

function currenciesOf(market: Market): string[] {
  return [...market.products().map(({ base }) => base), CASH];
}

function walletIdOf(account: Account, currency: string): string {
  return uuid(account.name, 'wallet', currency);
}

function walletJson(account: Account, { balances, transactions }: Inventory, currency: string) {
  const newest = transactions.find((row) => row.currency === currency);
  const lastFill = account.history.at(-1)?.tsMs ?? account.openedMs;
  const isUsed = newest !== undefined || (balances.get(currency)?.eq(0) ?? true) === false;
  const id = walletIdOf(account, currency);
  return {
    id,
    name: `${currency} Wallet`,
    primary: true,
    type: currency === CASH ? 'fiat' : 'wallet',
    balance: { amount: balances.get(currency)?.toFixed() ?? '0.00000000', currency },
    created_at: secondText(account.openedMs),
    updated_at: secondText(isUsed ? Math.max(lastFill, newest?.tsMs ?? 0) : account.openedMs),
    resource: 'account',
    resource_path: `/v2/accounts/${id}`,
    currency: { code: currency, name: currency, type: currency === CASH ? 'fiat' : 'crypto' },
    allow_deposits: true,
    allow_withdrawals: true,
  };
}

function transactionJson(account: Account, row: SimTransaction) {
  const id = uuid(account.name, 'transaction', row.key);
  const wallet = walletIdOf(account, row.currency);
  return {
    id,
    type: row.type,
    status: 'completed',
    amount: { amount: row.amount.toFixed(), currency: row.currency },
    native_amount: { amount: row.native.toFixed(2), currency: CASH },
    description: null,
    created_at: secondText(row.tsMs),
    updated_at: secondText(row.tsMs),
    resource: 'transaction',
    resource_path: `/v2/accounts/${wallet}/transactions/${id}`,
    ...row.rest,
  };
}

/** v2 tells whole seconds. */
function secondText(tsMs: number): string {
  return new Date(Math.floor(tsMs / 1_000) * 1_000).toISOString().replace('.000', '');
}

function pageOf(rows: { id: string }[], path: string, query: URLSearchParams): SimResponse {
  const limit = Number(query.get('limit') || DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    return apiError(400, 'validation_error', `limit must be from 1 to ${MAX_LIMIT}`);
  }
  const after = query.get('starting_after');
  const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0) return apiError(400, 'validation_error', 'starting_after is not known');
  const data = rows.slice(from, from + limit);
  const next = from + limit < rows.length ? (data.at(-1)?.id ?? null) : null;
  const order = query.get('order') ?? 'desc';
  const pagination = {
    ending_before: null,
    starting_after: after,
    limit: String(limit),
    order,
    previous_ending_before: null,
    next_starting_after: next,
    previous_uri: null,
    next_uri: next && `${path}?limit=${limit}&order=${order}&starting_after=${next}`,
  };
  return { status: 200, body: { data, pagination } };
}

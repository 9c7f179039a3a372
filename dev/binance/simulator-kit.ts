import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach } from 'vitest';
import { binance } from '../../worker/brokers/binance/adapter.ts';
import { request, type Send } from '../../worker/brokers/http.ts';
import type { ActivityPage, BrokerAdapter, Credentials } from '../../worker/brokers/port.ts';
import { configOf } from '../../worker/env.ts';
import { createMarket } from '../market/market.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import type { Account } from './accounts.ts';
import type { Key } from './keys.ts';
import { type BinanceSim, startBinanceSim } from './sim.ts';
import type { BinanceTrade } from './trade-json.ts';

export const DAY_MS = 24 * 3_600_000;

/** The simulator's clock is ahead of ours by so much. */
export const clock = { aheadMs: 0 };
/** The simulator of the running test: each has its own. */
export let sim: BinanceSim;

const now = () => Date.now() + clock.aheadMs;
const market = createMarket({ now });

export function useSimulator(): void {
  beforeEach(async () => {
    clock.aheadMs = 0;
    sim = await startBinanceSim({ market, now });
  });
  afterEach(() => sim.stop());
}

/** An adapter that knows nothing yet: what an isolate learns of Binance goes with its configuration. */
export function freshAdapter(send: Send = request): BrokerAdapter {
  return binanceAt(sim.url, send);
}

/** The adapter against a simulator of one's own. */
export function binanceAt(url: string, send: Send = request): BrokerAdapter {
  const secret = 'x'.repeat(43);
  const config = configOf({
    DATABASE_URL: 'postgres://nowhere',
    COINBASE_LOGIN_URL: 'http://127.0.0.1:9',
    COINBASE_API_URL: 'http://127.0.0.1:9',
    BINANCE_ENABLED: '1',
    BINANCE_API_URL: url,
    BINANCE_MARKET_URL: url,
    CSRF_SECRET: secret,
    HASH_PEPPER: secret,
    KEY_ENCRYPTION_KEYS: `test:${secret}`,
  });
  return binance(config, send);
}

export function credentialsOf({ apiKey, secret }: Key): Credentials {
  return { kind: 'api_key', key: apiKey, secret };
}

export interface Reading {
  credentials: Credentials;
  since?: Date;
  until?: Date;
}

/** Every page of an account. `between` is called with each cursor, and may give another adapter to go on with. */
export async function readAll(
  adapter: BrokerAdapter,
  { credentials, since = new Date(Date.now() - 40 * DAY_MS), until = new Date() }: Reading,
  between: (cursor: string) => BrokerAdapter = () => adapter,
): Promise<{ pages: ActivityPage[] } & Omit<ActivityPage, 'nextCursor'>> {
  const pages: ActivityPage[] = [];
  let reader = adapter;
  let cursor: string | null = null;
  do {
    const page = await reader.fetchActivity({ credentials, since, until, cursor });
    if (!page.ok) throw new Error(`page ${pages.length}: ${JSON.stringify(page.failure)}`);
    pages.push(page.value);
    cursor = page.value.nextCursor;
    if (cursor !== null) reader = between(cursor);
  } while (cursor !== null);
  return {
    pages,
    fills: pages.flatMap(({ fills }) => fills),
    movements: pages.flatMap(({ movements }) => movements),
    rejected: pages.flatMap(({ rejected }) => rejected),
  };
}

/** Weights begin anew with each minute: what is counted within a test must not meet that. */
export async function farFromMinutesEnd(): Promise<void> {
  const leftMs = 60_000 - ((Date.now() + clock.aheadMs) % 60_000);
  if (leftMs < 3_000) await sleep(leftMs + 10);
}

/** So many trades of a symbol, a minute apart, the last of them a minute ago. */
export function tradesOf(symbol: string, count: number, base = symbol.replace(/USDT$/, '')): BinanceTrade[] {
  const lastMs = Date.now() - 60_000;
  return Array.from({ length: count }, (_, i) => ({
    symbol,
    id: 5_000 + i * 3,
    orderId: 900 + i,
    orderListId: -1,
    price: '100.50000000',
    qty: '0.01000000',
    quoteQty: '1.00500000',
    commission: '0.00001000',
    commissionAsset: base,
    time: lastMs - (count - 1 - i) * 60_000,
    isBuyer: true,
    isMaker: false,
    isBestMatch: true,
  }));
}

/** An account that holds tethers and these trades of BTC. */
export function traderOf(
  name: string,
  trades = tradesOf('BTCUSDT', 5),
): { account: Account; credentials: Credentials } {
  const account = sim.control.account(name, 0);
  account.trades = trades;
  sim.control.keep(account);
  return { account, credentials: credentialsOf(sim.control.makeKey(name, 'key')) };
}

/** The requests of a path, as they came in. */
export function asked(path: string): LoggedRequest[] {
  return sim.control.log.since(0).filter((request) => request.path === path);
}

import { z } from 'zod';
import { type CoinbaseSim, startCoinbaseSim } from '../../dev/coinbase/sim.ts';
import { createMarket } from '../../dev/market/market.ts';
import { coinbase } from '../../worker/brokers/coinbase/adapter.ts';
import { request } from '../../worker/brokers/http.ts';
import type { ActivityPage, BrokerAdapter, Credentials, OauthPort } from '../../worker/brokers/port.ts';
import { configOf } from '../../worker/env.ts';

export const REDIRECT = 'http://127.0.0.1:8787/api/brokers/coinbase/connect/callback';
export const YEAR_AGO = () => new Date(Date.now() - 365 * 24 * 3_600_000);
const SECRET = 'x'.repeat(43);
const KeySchema = z.object({ name: z.string(), privateKey: z.string() });
const market = createMarket();

export interface Simulated {
  sim: CoinbaseSim;
  adapter: BrokerAdapter;
  oauth: OauthPort;
}

/** The adapter over real HTTP, and the Coinbase at its other end. */
export async function startSimulated(): Promise<Simulated> {
  const sim = await startCoinbaseSim({ market, clientId: 'twin', clientSecret: 'local secret' });
  const adapter = coinbase(
    configOf({
      DATABASE_URL: 'none',
      COINBASE_CLIENT_ID: 'twin',
      COINBASE_CLIENT_SECRET: 'local secret',
      COINBASE_LOGIN_URL: sim.loginUrl,
      COINBASE_API_URL: sim.apiUrl,
      BINANCE_API_URL: 'http://127.0.0.1:1',
      BINANCE_MARKET_URL: 'http://127.0.0.1:1',
      CSRF_SECRET: SECRET,
      HASH_PEPPER: SECRET,
      KEY_ENCRYPTION_KEYS: `test:${SECRET}`,
    }),
    request,
  );
  if (!adapter.oauth) throw new Error('The adapter offers no OAuth.');
  return { sim, adapter, oauth: adapter.oauth };
}

export async function steer({ sim }: Simulated, path: string, body: object = {}): Promise<unknown> {
  const answer = await fetch(`${sim.apiUrl}/_sim${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Allows access as the account's holder; answers the code. */
export async function allow(
  { oauth }: Simulated,
  account: string,
  codeVerifier: string,
  scope?: string,
): Promise<string> {
  const url = oauth.startAuth({ state: 'state-0123456789', codeVerifier, redirectUri: REDIRECT });
  const body = new URLSearchParams(url.search);
  if (scope !== undefined) body.set('scope', scope);
  body.set('account', account);
  body.set('decision', 'allow');
  const answer = await fetch(url.origin + url.pathname, { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

export async function tokenOf(simulated: Simulated, account: string, scope?: string): Promise<Credentials> {
  const codeVerifier = 'v'.repeat(43);
  const code = await allow(simulated, account, codeVerifier, scope);
  const tokens = await simulated.oauth.completeAuth({ code, codeVerifier, redirectUri: REDIRECT });
  if (!tokens.ok) throw new Error(tokens.failure.kind);
  return { kind: 'oauth2', accessToken: tokens.value.accessToken };
}

export async function keyOf(
  { sim }: Simulated,
  account: string,
  wanted: object = {},
): Promise<Extract<Credentials, { kind: 'api_key' }>> {
  const answer = await fetch(`${sim.apiUrl}/_sim/accounts/${account}/keys`, {
    method: 'POST',
    body: JSON.stringify(wanted),
  });
  const { name, privateKey } = KeySchema.parse(await answer.json());
  return { kind: 'api_key', key: name, secret: privateKey };
}

/** Reads to the end, page by page. Throws where a page is refused. */
export async function readAll(
  { adapter }: Simulated,
  credentials: Credentials,
  window: { since?: Date; until?: Date } = {},
): Promise<Omit<ActivityPage, 'nextCursor'> & { cursors: string[] }> {
  const whole: Omit<ActivityPage, 'nextCursor'> = { fills: [], movements: [], rejected: [] };
  const cursors: string[] = [];
  const [since, until] = [window.since ?? YEAR_AGO(), window.until ?? new Date()];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<BrokerAdapter['fetchActivity']>> = await adapter.fetchActivity({
      credentials,
      since,
      until,
      cursor,
    });
    if (!page.ok) throw new Error(JSON.stringify(page.failure));
    whole.fills.push(...page.value.fills);
    whole.movements.push(...page.value.movements);
    whole.rejected.push(...page.value.rejected);
    cursor = page.value.nextCursor;
    if (cursor !== null) cursors.push(cursor);
  } while (cursor !== null);
  return { ...whole, cursors };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { createMarket } from '../market/market.ts';
import type { CoinbaseFill } from './fill-json.ts';
import { type CoinbaseSim, startCoinbaseSim } from './sim.ts';

export const START = Date.UTC(2026, 10, 20, 14, 25, 30);
export const CLIENT = { clientId: 'twin', clientSecret: 'local secret' };
export const REDIRECT = 'http://127.0.0.1:8787/api/brokers/coinbase/connect/callback';
export const SCOPE = 'wallet:accounts:read,wallet:transactions:read,offline_access';
export const FILLS = '/api/v3/brokerage/orders/historical/fills';
export const CANDLES = '/api/v3/brokerage/market/products/BTC-USD/candles';
// RFC 7636, Appendix B
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

export interface Tokens {
  access_token: string;
  refresh_token: string;
  [name: string]: unknown;
}

export interface Page {
  fills: CoinbaseFill[];
  cursor: string;
}

/** Time stands still until the test moves it. */
export const clock = { now: START };
/** The simulator of the running test: each has its own. */
export let sim: CoinbaseSim;

let stateDir: string;
const now = () => clock.now;
const market = createMarket({ now });

export async function startSim(): Promise<void> {
  sim = await startCoinbaseSim({ market, ...CLIENT, stateDir, now });
}

export function useSimulator(): void {
  beforeEach(async () => {
    clock.now = START;
    stateDir = mkdtempSync(join(tmpdir(), 'twin-coinbase-'));
    await startSim();
  });
  afterEach(async () => {
    await sim.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });
}

const AUTHORIZE = {
  response_type: 'code',
  client_id: CLIENT.clientId,
  redirect_uri: REDIRECT,
  state: 'state-0123456789',
  scope: SCOPE,
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

export function authorizeUrl(changes: Record<string, string> = {}): string {
  return `${sim.loginUrl}/oauth2/auth?${new URLSearchParams({ ...AUTHORIZE, ...changes })}`;
}

export async function decide(
  decision: string,
  account = 'trader',
  changes: Record<string, string> = {},
): Promise<URL> {
  const body = new URLSearchParams({ ...AUTHORIZE, ...changes, account, decision });
  const response = await fetch(`${sim.loginUrl}/oauth2/auth`, { method: 'POST', body, redirect: 'manual' });
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location') ?? '');
}

export function token(
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${sim.loginUrl}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
  });
}

const secretInBody = { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };

export function redeem(code: string, changes: Record<string, string> = {}): Promise<Response> {
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER };
  return token({ ...fields, ...secretInBody, ...changes });
}

export function refresh(refreshToken: string): Promise<Response> {
  return token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...secretInBody });
}

export async function codeOf(location: Promise<URL>): Promise<string> {
  return (await location).searchParams.get('code') ?? '';
}

export async function connect(account = 'trader', changes: Record<string, string> = {}): Promise<Tokens> {
  const response = await redeem(await codeOf(decide('allow', account, changes)));
  expect(response.status).toBe(200);
  return json<Tokens>(response);
}

export async function json<T>(response: Response | Promise<Response>): Promise<T> {
  return (await response).json() as Promise<T>;
}

export function get(path: string, accessToken?: string): Promise<Response> {
  return fetch(sim.apiUrl + path, accessToken ? { headers: { authorization: `Bearer ${accessToken}` } } : {});
}

export function post(path: string, body: unknown = {}): Promise<Response> {
  return fetch(sim.apiUrl + path, { method: 'POST', body: JSON.stringify(body) });
}

export async function allFills(
  accessToken: string,
  query: string,
  between: () => Promise<unknown> = async () => {},
) {
  const fills: CoinbaseFill[] = [];
  let cursor = '';
  do {
    const page: Page = await json(get(`${FILLS}?${query}&cursor=${cursor}`, accessToken));
    fills.push(...page.fills);
    cursor = page.cursor;
    await between();
  } while (cursor !== '');
  return fills;
}

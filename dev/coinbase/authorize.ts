import { randomBytes } from 'node:crypto';
import type { SimResponse } from '../simulator/exchange.ts';
import { type Accounts, isAccountName } from './accounts.ts';
import { consentPage, errorPage } from './consent-page.ts';

/** A code that was given and not yet used. */
export interface PendingCode {
  account: string;
  scope: string;
  redirectUri: string;
  challenge?: { method: 'S256' | 'plain'; value: string };
  expiresMs: number;
}

export interface AuthorizeDeps {
  clientId: string;
  accounts: Accounts;
  codes: Map<string, PendingCode>;
  now: () => number;
}

interface AuthorizeRequest {
  redirectUri: URL;
  state: string;
  scope: string;
  challenge?: { method: 'S256' | 'plain'; value: string };
}

type Parsed = { ok: true; request: AuthorizeRequest } | { ok: false; response: SimResponse };
type Params = { get(name: string): string | null | undefined };

const CODE_LIFETIME_MS = 60_000;
const SHORTEST_STATE = 8;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const DEFAULT_ACCOUNT = 'trader';

/** GET: asks the user. */
export function showConsent(deps: AuthorizeDeps, params: URLSearchParams): SimResponse {
  const parsed = parseRequest(deps.clientId, params);
  if (!parsed.ok) return parsed.response;
  const { redirectUri, scope } = parsed.request;
  const account = params.get('login_hint') || DEFAULT_ACCOUNT;
  return page(200, consentPage({ params, account, scope, redirectUri }), redirectUri.origin);
}

/** POST: the user's answer, back to the client with a code or with access_denied. */
export function answerConsent(deps: AuthorizeDeps, fields: Map<string, string>): SimResponse {
  const parsed = parseRequest(deps.clientId, fields);
  if (!parsed.ok) return parsed.response;
  const { redirectUri, state, scope, challenge } = parsed.request;
  if (fields.get('decision') !== 'allow') return redirect(redirectUri, { error: 'access_denied', state });

  const account = fields.get('account')?.trim() ?? '';
  if (!isAccountName(account))
    return page(400, errorPage('The account name is empty or holds unusual characters.'));
  deps.accounts.openOrCreate(account);
  const code = randomBytes(24).toString('base64url');
  deps.codes.set(code, {
    account,
    scope,
    redirectUri: fields.get('redirect_uri') ?? '',
    ...(challenge ? { challenge } : {}),
    expiresMs: deps.now() + CODE_LIFETIME_MS,
  });
  return redirect(redirectUri, { code, state });
}

/** Until client and address are known to be right nothing is sent to the address: the user is told instead. */
function parseRequest(clientId: string, params: Params): Parsed {
  const refuse = (text: string): Parsed => ({ ok: false, response: page(400, errorPage(text)) });
  if (params.get('client_id') !== clientId) return refuse('The client_id is not known.');
  const redirectUri = loopbackUrl(params.get('redirect_uri') ?? '');
  if (!redirectUri) return refuse('The redirect_uri must be an http(s) address of this machine.');
  const state = params.get('state') ?? '';
  if (state.length < SHORTEST_STATE) return refuse('The state must have at least 8 characters.');

  const fail = (error: string): Parsed => ({ ok: false, response: redirect(redirectUri, { error, state }) });
  if (params.get('response_type') !== 'code') return fail('unsupported_response_type');
  // Left out it means "plain", as with the real one: who forgets it has no S256.
  const method = params.get('code_challenge_method') ?? 'plain';
  if (method !== 'S256' && method !== 'plain') return fail('invalid_request');
  const value = params.get('code_challenge');
  const scope = (params.get('scope') ?? '')
    .split(/[\s,+]+/)
    .filter(Boolean)
    .join(' ');
  return {
    ok: true,
    request: { redirectUri, state, scope, ...(value ? { challenge: { method, value } } : {}) },
  };
}

function loopbackUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && LOOPBACK.has(url.hostname) ? url : undefined;
}

function redirect(to: URL, params: Record<string, string>): SimResponse {
  const url = new URL(to);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href }, body: '' };
}

/** Browsers hold a form's redirect to form-action, too: it must name where the answer goes. */
function page(status: number, body: string, redirectOrigin = ''): SimResponse {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${redirectOrigin}; frame-ancestors 'none'`;
  return { status, headers: { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' }, body };
}

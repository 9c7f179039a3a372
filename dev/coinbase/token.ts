import { createHash } from 'node:crypto';
import { bodyFields, type SimRequest, type SimResponse } from '../simulator/exchange.ts';
import type { PendingCode } from './authorize.ts';
import { ACCESS_TOKEN_SEC, type Grants, type TokenPair } from './grants.ts';

export interface TokenDeps {
  clientId: string;
  clientSecret: string;
  codes: Map<string, PendingCode>;
  grants: Grants;
  now: () => number;
}

const DESCRIPTIONS: Record<string, string> = {
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  invalid_request:
    'The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed.',
  invalid_client:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
};

/** POST /oauth2/token, with the client's secret in the body or as basic authentication. */
export function giveTokens(deps: TokenDeps, request: SimRequest): SimResponse {
  const fields = bodyFields(request);
  if (!isClient(deps, request, fields)) return failure(401, 'invalid_client');
  const grantType = fields.get('grant_type');
  if (grantType === 'authorization_code') return redeemCode(deps, fields);
  if (grantType === 'refresh_token') {
    const refreshToken = fields.get('refresh_token');
    if (!refreshToken) return failure(400, 'invalid_request');
    const pair = deps.grants.refresh(refreshToken);
    return pair ? success(pair) : failure(400, 'invalid_grant');
  }
  return failure(400, grantType ? 'unsupported_grant_type' : 'invalid_request');
}

/** Says 200 whatever happened, as the real one; it asks for the access token twice, in body and header. */
export function revokeToken(deps: TokenDeps, request: SimRequest): SimResponse {
  const token = bodyFields(request).get('token') ?? '';
  const check = deps.grants.check(token);
  if (check.ok && bearerOf(request) === token) deps.grants.revoke(check.grantId);
  return { status: 200, body: {} };
}

export function bearerOf({ headers }: SimRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

function redeemCode(deps: TokenDeps, fields: Map<string, string>): SimResponse {
  const code = fields.get('code') ?? '';
  const pending = deps.codes.get(code);
  deps.codes.delete(code); // single use, also when the rest is wrong: no second guess at the verifier
  if (!pending || deps.now() > pending.expiresMs) return failure(400, 'invalid_grant');
  if (fields.get('redirect_uri') !== pending.redirectUri) return failure(400, 'invalid_grant');
  if (pending.challenge && !matches(pending.challenge, fields.get('code_verifier') ?? '')) {
    return failure(400, 'invalid_grant');
  }
  return success(deps.grants.open(pending.account, pending.scope));
}

function matches(challenge: { method: 'S256' | 'plain'; value: string }, verifier: string): boolean {
  if (challenge.method === 'plain') return verifier === challenge.value;
  return createHash('sha256').update(verifier).digest('base64url') === challenge.value;
}

function isClient(deps: TokenDeps, { headers }: SimRequest, fields: Map<string, string>): boolean {
  const basic = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic) {
    const [id, secret] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(formDecode);
    return id === deps.clientId && secret === deps.clientSecret;
  }
  return fields.get('client_id') === deps.clientId && fields.get('client_secret') === deps.clientSecret;
}

/** RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function success({ accessToken, refreshToken, scope }: TokenPair): SimResponse {
  return {
    status: 200,
    body: {
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: ACCESS_TOKEN_SEC,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      scope,
    },
  };
}

function failure(status: number, error: string): SimResponse {
  return { status, body: { error, error_description: DESCRIPTIONS[error] } };
}

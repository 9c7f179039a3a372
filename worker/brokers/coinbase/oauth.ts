import {
  ArcticFetchError,
  CodeChallengeMethod,
  OAuth2Client,
  OAuth2RequestError,
  type OAuth2Tokens,
  UnexpectedResponseError,
} from 'arctic';
import type { Config } from '../../env.ts';
import { fail, ok, type Result } from '../../result.ts';
import { request } from '../http.ts';
import type { BrokerFailure, OauthPort, Tokens } from '../port.ts';

const DEADLINE_MS = 10_000;

/** Reading only. Refresh tokens come with offline_access. */
const SCOPES = ['wallet:user:read', 'wallet:accounts:read', 'wallet:transactions:read', 'offline_access'];

type OauthConfig = Pick<Config, 'COINBASE_CLIENT_ID' | 'COINBASE_CLIENT_SECRET' | 'COINBASE_LOGIN_URL'>;

/** Coinbase's OAuth 2.0 with state and PKCE S256. arctic's own Coinbase provider has no PKCE, so its generic client is used. */
export function coinbaseOauth(config: OauthConfig): OauthPort {
  const client = (redirectUri: string | null) =>
    new OAuth2Client(config.COINBASE_CLIENT_ID, config.COINBASE_CLIENT_SECRET, redirectUri);
  const endpoint = (path: string) => new URL(`/oauth2/${path}`, config.COINBASE_LOGIN_URL).href;

  return {
    issuer: new URL(config.COINBASE_LOGIN_URL).origin,
    startAuth: ({ state, codeVerifier, redirectUri }) =>
      client(redirectUri).createAuthorizationURLWithPKCE(
        endpoint('auth'),
        state,
        CodeChallengeMethod.S256,
        codeVerifier,
        SCOPES,
      ),
    completeAuth: ({ code, codeVerifier, redirectUri }) =>
      attempt(async () =>
        tokensOf(await client(redirectUri).validateAuthorizationCode(endpoint('token'), code, codeVerifier)),
      ),
    refresh: (refreshToken) =>
      attempt(async () =>
        tokensOf(await client(null).refreshAccessToken(endpoint('token'), refreshToken, SCOPES)),
      ),
    // Coinbase wants the token twice, as parameter and as authentication, and answers 200 whatever became of it.
    revoke: async (accessToken) => {
      const answer = await request(new URL(endpoint('revoke')), {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}` },
        body: new URLSearchParams({ token: accessToken }),
      });
      return answer.ok ? ok(undefined) : answer;
    },
  };
}

function tokensOf(tokens: OAuth2Tokens): Tokens {
  const data = tokens.data as Record<string, unknown>;
  return {
    accessToken: tokens.accessToken(),
    refreshToken: tokens.hasRefreshToken() ? tokens.refreshToken() : null,
    expiresAt: typeof data.expires_in === 'number' ? tokens.accessTokenExpiresAt() : null,
    scope: tokens.hasScopes() ? tokens.scopes().join(' ') : SCOPES.join(' '),
  };
}

async function attempt<Value>(call: () => Promise<Value>): Promise<Result<Value, BrokerFailure>> {
  try {
    return ok(await withDeadline(call()));
  } catch (error) {
    // Only invalid_grant says that the trader's permission is over; the other codes (invalid_client …) speak of this deployment.
    if (error instanceof OAuth2RequestError) {
      return fail(
        error.code === 'invalid_grant'
          ? { kind: 'unauthorized' }
          : { kind: 'refused', status: 400, detail: error.code },
      );
    }
    if (error instanceof UnexpectedResponseError && error.status === 429) {
      return fail({ kind: 'rate_limited', retryAfterMs: null });
    }
    if (
      error instanceof ArcticFetchError ||
      error instanceof DeadlineError ||
      (error instanceof UnexpectedResponseError && error.status >= 500)
    ) {
      return fail({ kind: 'unavailable', retryAfterMs: null, detail: error.message });
    }
    // What is left are answers that are no OAuth answers: a body that the RFC does not know.
    return fail({ kind: 'malformed', detail: error instanceof Error ? error.message : String(error) });
  }
}

class DeadlineError extends Error {}

/** arctic takes no signal; the call is let go, not ended. */
async function withDeadline<Value>(call: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DeadlineError('The broker did not answer within 10 s.')),
      DEADLINE_MS,
    );
  });
  try {
    return await Promise.race([call, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import {
  allow,
  REDIRECT,
  type Simulated,
  startSimulated,
  steer,
} from '../../../test/support/simulated-coinbase.ts';
import { mapFill } from './map-fill.ts';

/** RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

let simulated: Simulated;
beforeEach(async () => {
  simulated = await startSimulated();
});
afterEach(() => simulated.sim.stop());

const challengeOf = (codeVerifier: string) =>
  simulated.oauth
    .startAuth({ state: 'state-0123456789', codeVerifier, redirectUri: REDIRECT })
    .searchParams.get('code_challenge');

async function connected(scope?: string) {
  const code = await allow(simulated, 'trader', VERIFIER, scope);
  const tokens = await simulated.oauth.completeAuth({ code, codeVerifier: VERIFIER, redirectUri: REDIRECT });
  if (!tokens.ok || tokens.value.refreshToken === null) throw new Error('not connected');
  return { ...tokens.value, refreshToken: tokens.value.refreshToken };
}

async function balancesWith(accessToken: string): Promise<string> {
  const credentials = { kind: 'oauth2', accessToken } as const;
  const answer = await simulated.adapter.fetchBalances({ credentials });
  return answer.ok ? 'open' : answer.failure.kind;
}

describe('the way to the broker', () => {
  test('carries the challenge of the RFC for its verifier, made with S256, and reads only', () => {
    const url = simulated.oauth.startAuth({
      state: 'state-0123456789',
      codeVerifier: VERIFIER,
      redirectUri: REDIRECT,
    });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'twin',
      redirect_uri: REDIRECT,
      state: 'state-0123456789',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      scope: 'wallet:user:read wallet:accounts:read wallet:transactions:read offline_access',
    });
  });

  test('leads back to a pair of tokens, for the verifier alone', async () => {
    const code = await allow(simulated, 'trader', VERIFIER);
    const grant = { code, redirectUri: REDIRECT };
    expect(await simulated.oauth.completeAuth({ ...grant, codeVerifier: 'w'.repeat(43) })).toEqual({
      ok: false,
      failure: { kind: 'unauthorized' },
    });
    const { scope, expiresAt, accessToken } = await connected();
    expect(scope).toBe('wallet:user:read wallet:accounts:read wallet:transactions:read offline_access');
    const lifeMs = (expiresAt?.getTime() ?? 0) - Date.now();
    expect(Math.abs(lifeMs - 3_600_000)).toBeLessThan(10_000);
    expect(await balancesWith(accessToken)).toBe('open');
  });
});

describe('a refresh token', () => {
  test('is good once, and gives another', async () => {
    const first = await connected();
    const second = await simulated.oauth.refresh(first.refreshToken);
    if (!second.ok || second.value.refreshToken === null) throw new Error('no second pair');
    expect(second.value.refreshToken).not.toBe(first.refreshToken);
    expect(await simulated.oauth.refresh(first.refreshToken)).toEqual({
      ok: false,
      failure: { kind: 'unauthorized' },
    });
    expect((await simulated.oauth.refresh(second.value.refreshToken)).ok).toBe(true);
  });

  test('ends with the permission, whoever takes it back', async () => {
    const here = await connected();
    expect(await simulated.oauth.revoke(here.accessToken)).toEqual({ ok: true, value: undefined });
    expect(await balancesWith(here.accessToken)).toBe('unauthorized');
    expect(await simulated.oauth.refresh(here.refreshToken)).toMatchObject({
      failure: { kind: 'unauthorized' },
    });

    const there = await connected();
    await steer(simulated, '/accounts/trader/revoke');
    expect(await balancesWith(there.accessToken)).toBe('unauthorized');
    expect(await simulated.oauth.refresh(there.refreshToken)).toMatchObject({
      failure: { kind: 'unauthorized' },
    });
  });
});

describe('the token endpoint', () => {
  // Bodies as Coinbase documents them, and as they were recorded in 2018.
  test.each([
    ['of today', { expires_in: 3600, scope: 'all' }, 3_600_000, 'all'],
    [
      'of 2018',
      { expires_in: 7200, scope: 'wallet:accounts:read wallet:addresses:read', created_at: 1541870695 },
      7_200_000,
      'wallet:accounts:read wallet:addresses:read',
    ],
  ])('%s is understood', async (_, rest, lifeMs, scope) => {
    const body = { access_token: 'a-1', token_type: 'bearer', refresh_token: 'r-1', ...rest };
    await steer(simulated, '/faults', { match: '/oauth2/token', body });
    const tokens = await simulated.oauth.refresh('r-0');
    if (!tokens.ok) throw new Error(tokens.failure.kind);
    expect(tokens.value).toMatchObject({ accessToken: 'a-1', refreshToken: 'r-1', scope });
    const left = (tokens.value.expiresAt?.getTime() ?? 0) - Date.now();
    expect(Math.abs(left - lifeMs)).toBeLessThan(10_000);
  });

  const invalid = (error: string) => ({
    status: 400,
    body: { error, error_description: 'In any language.' },
  });

  test.each<[string, object]>([
    ['unauthorized', invalid('invalid_grant')],
    ['refused', invalid('invalid_request')],
    ['refused', { ...invalid('invalid_client'), status: 401 }],
    ['rate_limited', { status: 429 }],
    ['unavailable', { status: 503 }],
    ['unavailable', { reset: true }],
    ['malformed', { body: { token_type: 'bearer' } }],
    ['malformed', { body: '<html>maintenance</html>' }],
  ])('that fails is %s (%j)', async (kind, fault) => {
    const { refreshToken } = await connected();
    await steer(simulated, '/faults', { match: '/oauth2/token', ...fault });
    expect(await simulated.oauth.refresh(refreshToken)).toMatchObject({ ok: false, failure: { kind } });
    expect((await simulated.oauth.refresh(refreshToken)).ok).toBe(true);
  });
});

describe.skipIf(!sharedDataIsThere)(`the documented and recorded bodies${SKIP_NOTE}`, () => {
  test('of PKCE, tokens and fills are read as they are meant', async () => {
    const golden = JSON.parse(readSharedText('oauth/pkce_golden.json'));
    expect(challengeOf(golden.code_verifier)).toBe(golden.code_challenge);

    const bodies = JSON.parse(readSharedText('broker/coinbase/oauth_and_fills.json'));
    for (const body of [bodies.token_response, bodies.token_response_legacy_2018_with_created_at]) {
      await steer(simulated, '/faults', { match: '/oauth2/token', body });
      expect(await simulated.oauth.refresh('r-0')).toMatchObject({
        ok: true,
        value: { accessToken: body.access_token, refreshToken: body.refresh_token, scope: body.scope },
      });
    }
    const [fill] = bodies.list_fills_2026.fills;
    expect(mapFill(fill, new Date('2026-11-20T12:00:00Z'))).toMatchObject({
      fill: { extId: fill.trade_id, symbol: 'BTC-USD', qty: '0.001', price: '10000.00', fee: '1.25' },
    });
    await steer(simulated, '/faults', { match: '/accounts', status: 429, body: bodies.rate_limit_429 });
    expect(await balancesWith((await connected()).accessToken)).toBe('rate_limited');
  });

  test('of errors are told apart', async () => {
    const { errors } = JSON.parse(readSharedText('broker/coinbase/coinbase_advanced_recorded.json'));
    const { refreshToken, accessToken } = await connected();
    for (const { status, body } of errors) {
      if (status === 200 || body === undefined) continue;
      const isTokenError = typeof body.error === 'string';
      const match = isTokenError ? '/oauth2/token' : '/brokerage/accounts';
      await steer(simulated, '/faults', { match, status, body });
      const refreshed = isTokenError ? await simulated.oauth.refresh(refreshToken) : null;
      const kind = refreshed && !refreshed.ok ? refreshed.failure.kind : await balancesWith(accessToken);
      const meant: Record<string, string> = { invalid_grant: 'unauthorized', invalid_request: 'refused' };
      const byStatus: Record<number, string> = { 401: 'unauthorized', 404: 'refused', 429: 'rate_limited' };
      expect([status, body, kind]).toEqual([status, body, meant[body.error] ?? byStatus[status]]);
    }
  });
});

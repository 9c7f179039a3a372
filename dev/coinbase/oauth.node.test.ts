import { describe, expect, it } from 'vitest';
import {
  allFills,
  authorizeUrl,
  CLIENT,
  clock,
  codeOf,
  connect,
  decide,
  FILLS,
  get,
  json,
  post,
  REDIRECT,
  redeem,
  refresh,
  SCOPE,
  sim,
  startSim,
  type Tokens,
  token,
  useSimulator,
  VERIFIER,
} from './simulator-kit.ts';

useSimulator();

describe('the consent', () => {
  it('says that it is a simulator, what is asked for, and proposes the account of the hint', async () => {
    const response = await fetch(authorizeUrl({ login_hint: '"><script>' }));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('Local simulator of Coinbase');
    expect(html).toContain('See your transactions and fills');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(await (await fetch(authorizeUrl())).text()).toContain('value="trader"');
  });

  it.each([
    ['an unknown client', { client_id: 'other' }],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/callback' }],
    ['an address of another kind', { redirect_uri: 'javascript:alert(1)' }],
    ['a short state', { state: '1234567' }],
  ])('tells the user and sends nothing anywhere: %s', async (_name, changes) => {
    expect((await fetch(authorizeUrl(changes), { redirect: 'manual' })).status).toBe(400);
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_request', { code_challenge_method: 'S512' }],
  ])('sends %s back to the client', async (error, changes) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });

  it('is refused with access_denied and the state', async () => {
    const location = await decide('cancel');
    expect(location.href).toBe(`${REDIRECT}?error=access_denied&state=state-0123456789`);
  });
});

describe('the token endpoint', () => {
  it('takes the code and the verifier of RFC 7636 for a pair of tokens', async () => {
    const location = await decide('allow');
    expect(location.searchParams.get('state')).toBe('state-0123456789');
    const response = await redeem(location.searchParams.get('code') ?? '');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
      scope: SCOPE.replaceAll(',', ' '),
    });
  });

  it('takes the secret as basic authentication, too', async () => {
    const code = await codeOf(decide('allow'));
    const authorization = `Basic ${btoa(`${CLIENT.clientId}:${encodeURIComponent(CLIENT.clientSecret)}`)}`;
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    };
    expect((await token(fields, { authorization })).status).toBe(200);
  });

  it('gives no refresh token without offline_access', async () => {
    expect(await connect('trader', { scope: 'wallet:accounts:read' })).not.toHaveProperty('refresh_token');
  });

  it.each([
    ['another verifier', { code_verifier: `${VERIFIER}x` }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_grant'],
    ['another redirect_uri', { redirect_uri: 'http://127.0.0.1:8787/' }, 400, 'invalid_grant'],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, changes, status, error) => {
    const response = await redeem(await codeOf(decide('allow')), changes);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });

  it('holds a forgotten code_challenge_method for plain, as the real one', async () => {
    const plain = { code_challenge: VERIFIER, code_challenge_method: 'plain' };
    expect((await redeem(await codeOf(decide('allow', 'trader', plain)))).status).toBe(200);
  });

  it('takes a code once, and for a minute', async () => {
    const code = await codeOf(decide('allow'));
    expect((await redeem(code)).status).toBe(200);
    expect(await json(redeem(code))).toMatchObject({ error: 'invalid_grant' });
    const late = await codeOf(decide('allow'));
    clock.now += 60_001;
    expect(await json(redeem(late))).toMatchObject({ error: 'invalid_grant' });
  });

  it('takes a refresh token once and gives another', async () => {
    const first = await connect();
    const second = await json<Tokens>(refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    const third = await json<Tokens>(refresh(second.refresh_token));
    expect((await get(FILLS, third.access_token)).status).toBe(200);
  });
});

describe('access tokens', () => {
  const errorOf = async (accessToken?: string) => {
    const response = await get(FILLS, accessToken);
    const body = await json<{ errors?: { id: string }[] }>(response);
    return [response.status, body.errors?.[0]?.id];
  };

  it('are asked for, checked, and expire after an hour', async () => {
    const { access_token } = await connect();
    expect(await errorOf()).toEqual([401, 'invalid_token']);
    expect(await errorOf(`${access_token}x`)).toEqual([401, 'invalid_token']);
    clock.now += 3_600_000 - 1;
    expect((await get(FILLS, access_token)).status).toBe(200);
    clock.now += 1;
    expect(await errorOf(access_token)).toEqual([401, 'expired_token']);
  });

  it('end with a revocation, which wants the token twice and says 200 in any case', async () => {
    const { access_token, refresh_token } = await connect();
    const body = new URLSearchParams({ token: access_token });
    const revoke = (headers: Record<string, string>) =>
      fetch(`${sim.loginUrl}/oauth2/revoke`, { method: 'POST', body, headers });
    expect((await revoke({})).status).toBe(200);
    expect((await get(FILLS, access_token)).status).toBe(200);
    expect((await revoke({ authorization: `Bearer ${access_token}` })).status).toBe(200);
    expect(await errorOf(access_token)).toEqual([401, 'revoked_token']);
    expect((await refresh(refresh_token)).status).toBe(400);
  });

  it('end when the user revokes at Coinbase, or expire when a test wants it', async () => {
    const { access_token, refresh_token } = await connect();
    await post('/_sim/accounts/trader/expire');
    clock.now += 1;
    await post('/_sim/accounts/trader/expire');
    expect(await errorOf(access_token)).toEqual([401, 'expired_token']);
    const renewed = await json<Tokens>(refresh(refresh_token));
    expect((await get(FILLS, renewed.access_token)).status).toBe(200);
    await post('/_sim/accounts/trader/revoke');
    expect(await errorOf(renewed.access_token)).toEqual([401, 'revoked_token']);
  });

  it('outlive a restart of the simulator, as the account and the refresh token do', async () => {
    const { access_token, refresh_token } = await connect();
    await post('/_sim/accounts/trader/fills', { count: 3 });
    const before = await allFills(access_token, 'limit=50');
    await sim.stop();
    clock.now += 1_000_000;
    await startSim();
    expect(await allFills(access_token, 'limit=50')).toEqual(before);
    expect((await refresh(refresh_token)).status).toBe(200);
  });
});

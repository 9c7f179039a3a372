import { describe, expect, it } from 'vitest';
import { signJwt } from '../../worker/brokers/coinbase/jwt.ts';
import { clock, FILLS, json, post, sim, startSim, useSimulator } from './simulator-kit.ts';

useSimulator();

const PERMISSIONS = '/api/v3/brokerage/key_permissions';
const NONCE = 'a'.repeat(32);

type Key = { name: string; privateKey: string };
type Changes = { path?: string; ageMs?: number; key?: string };

const newKey = (request: object = {}) => json<Key>(post('/_sim/accounts/trader/keys', request));

/** A request whose token was made for `changes`, or for itself. */
async function ask(key: Key, path: string, changes: Changes = {}): Promise<Response> {
  const token = await signJwt({
    key: changes.key ?? key.name,
    secret: key.privateKey,
    method: 'GET',
    url: new URL((changes.path ?? path).split('?')[0] ?? '', sim.apiUrl),
    now: new Date(clock.now - (changes.ageMs ?? 0)),
    nonce: NONCE,
  });
  return fetch(sim.apiUrl + path, {
    headers: { authorization: `Bearer ${token.ok ? token.value : 'none'}` },
  });
}

describe.each(['ES256', 'EdDSA'])('a key that signs with %s', (alg) => {
  it('opens its account for the request that it signed, whatever the query', async () => {
    const key = await newKey({ alg });
    expect((await ask(key, `${FILLS}?limit=5`)).status).toBe(200);
    expect((await ask(key, '/v2/accounts?limit=5')).status).toBe(200);
  });

  it.each<[string, Changes]>([
    ['another path', { path: '/v2/accounts' }],
    ['a time that is over', { ageMs: 120_000 }],
    ['a time to come', { ageMs: -60_000 }],
    ['another key', { key: 'organizations/x/apiKeys/y' }],
  ])('opens nothing with a token of %s', async (_, changes) => {
    expect((await ask(await newKey({ alg }), FILLS, changes)).status).toBe(401);
  });

  it('opens nothing in the name of a neighbour', async () => {
    const [mine, other] = [await newKey({ alg }), await newKey({ alg })];
    expect((await ask(mine, FILLS, { key: other.name })).status).toBe(401);
  });
});

describe('a key', () => {
  it.each([
    [{}, { can_view: true, can_trade: false, can_transfer: false }],
    [{ canTrade: true }, { can_view: true, can_trade: true, can_transfer: false }],
    [
      { canTransfer: true, canView: false },
      { can_view: false, can_trade: false, can_transfer: true },
    ],
  ])('made with %j says what it may do', async (request, told) => {
    const answer = await ask(await newKey(request), PERMISSIONS);
    expect(await answer.json()).toMatchObject({ ...told, portfolio_uuid: expect.any(String) });
  });

  it('that may not view is told no fills', async () => {
    expect((await ask(await newKey({ canView: false }), FILLS)).status).toBe(403);
  });

  it('outlives a restart, and ends when its account is revoked', async () => {
    const key = await newKey();
    await sim.stop();
    await startSim();
    expect((await ask(key, FILLS)).status).toBe(200);
    await post('/_sim/accounts/trader/revoke');
    expect((await ask(key, FILLS)).status).toBe(401);
  });

  it('is not in the log', async () => {
    const key = await newKey();
    await ask(key, FILLS);
    const text = await (await fetch(`${sim.apiUrl}/_sim/log`)).text();
    expect(text).toContain('"account":"trader"');
    expect(text).not.toContain(key.name);
  });

  it('of an unknown kind is not made', async () => {
    expect((await post('/_sim/accounts/trader/keys', { alg: 'RS256' })).status).toBe(400);
  });
});

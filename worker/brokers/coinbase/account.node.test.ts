import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  keyOf,
  type Simulated,
  startSimulated,
  steer,
  tokenOf,
} from '../../../test/support/simulated-coinbase.ts';
import type { Credentials } from '../port.ts';

let simulated: Simulated;
let credentials: Credentials;
beforeEach(async () => {
  simulated = await startSimulated();
  credentials = await tokenOf(simulated, 'trader');
});
afterEach(() => simulated.sim.stop());

const balances = () => simulated.adapter.fetchBalances({ credentials });

function wallet(currency: string, available: string, hold?: string) {
  const money = (value: string) => ({ value, currency });
  return {
    uuid: '8bfc20d7-f7c6-4422-bf07-8243ca4169fe',
    name: `${currency} Wallet`,
    currency,
    available_balance: money(available),
    ...(hold !== undefined && { hold: money(hold) }),
    active: true,
    ready: true,
  };
}

/** The accounts endpoint answers with these pages, by the cursor that asks for them. */
function tellPages(pages: Record<string, object>): void {
  simulated.sim.control.faults.add({
    match: '/brokerage/accounts',
    answer: ({ query }) => ({ status: 200, body: pages[query.get('cursor') ?? ''] ?? {} }),
  });
}

describe('balances', () => {
  test('are what is available and what is held, of all wallets and pages of an asset together', async () => {
    tellPages({
      '': {
        accounts: [wallet('BTC', '0.1', '0.02'), wallet('ADA', '5.047160'), wallet('ETH', '0', '0')],
        has_next: true,
        cursor: '789100',
        size: 3,
      },
      '789100': { accounts: [wallet('ADA', '22.314018', '0.000000')], has_next: false, cursor: '', size: 1 },
    });
    expect(await balances()).toEqual({
      ok: true,
      // The recorded page of v2 sums up to the same ADA.
      value: [
        { asset: 'BTC', qty: '0.12' },
        { asset: 'ADA', qty: '27.361178' },
      ],
    });
  });

  const page = (changes: object) => ({ accounts: [wallet('BTC', '1')], has_next: true, ...changes });

  test.each<[string, Record<string, object>]>([
    ['come again', { '': page({ cursor: 'a' }), a: page({ cursor: 'a' }) }],
    ['go round', { '': page({ cursor: 'a' }), a: page({ cursor: 'b' }), b: page({ cursor: 'a' }) }],
    ['promise more without a cursor', { '': page({ cursor: '' }) }],
    ['have no balance', { '': { ...page({ has_next: false }), accounts: [{ currency: 'BTC' }] } }],
    ['tell no number', { '': { ...page({ has_next: false }), accounts: [wallet('BTC', '1e400')] } }],
    ['are none', { '': { accounts: 'none' } }],
  ])('whose pages %s are malformed', async (_, pages) => {
    tellPages(pages);
    expect(await balances()).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  });

  test('without an end are given up', async () => {
    let asked = 0;
    simulated.sim.control.faults.add({
      match: '/brokerage/accounts',
      answer: () => {
        asked += 1;
        return { status: 200, body: page({ cursor: String(asked) }) };
      },
    });
    expect(await balances()).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    expect(asked).toBeLessThan(50);
  });

  test.each([
    ['unauthorized', { status: 401 }],
    ['rate_limited', { status: 429 }],
    ['unavailable', { status: 500 }],
    ['refused', { status: 403 }],
  ])('are %s where the broker says so (%j)', async (kind, fault) => {
    await steer(simulated, '/faults', { match: '/brokerage/accounts', ...fault });
    expect(await balances()).toMatchObject({ ok: false, failure: { kind } });
  });
});

describe('a key', () => {
  const permissionsOf = async (wanted: object) => {
    const { key, secret } = await keyOf(simulated, 'trader', wanted);
    return simulated.adapter.apiKey?.permissionsOf({ key, secret });
  };

  test.each([
    [{}, 'can_view', []],
    [{ alg: 'EdDSA' }, 'can_view', []],
    [{ canTrade: true }, 'can_view can_trade', ['trade']],
    [{ canTransfer: true }, 'can_view can_transfer', ['transfer money']],
    [{ canTrade: true, canTransfer: true }, 'can_view can_trade can_transfer', ['trade', 'transfer money']],
  ])('made with %j may %s', async (wanted, scope, excess) => {
    expect(await permissionsOf(wanted)).toEqual({ ok: true, value: { scope, excess } });
  });

  test('that may not view opens nothing', async () => {
    const refused = await permissionsOf({ canView: false, canTrade: true });
    expect(refused).toEqual({ ok: false, failure: { kind: 'unauthorized' } });
  });

  test('of which the broker says nothing may nothing', async () => {
    await steer(simulated, '/faults', { match: 'key_permissions', body: {} });
    expect(await permissionsOf({})).toMatchObject({ failure: { kind: 'unauthorized' } });
  });

  test.each([
    ['unauthorized', { status: 401 }],
    ['rate_limited', { status: 429, retryAfter: 3 }],
    ['unavailable', { status: 503 }],
    ['malformed', { body: { can_view: 'yes' } }],
    ['blocked', { status: 451 }],
  ])('is %s where the broker says so (%j)', async (kind, fault) => {
    await steer(simulated, '/faults', { match: 'key_permissions', ...fault });
    expect(await permissionsOf({})).toMatchObject({ ok: false, failure: { kind } });
  });

  test.each(['', 'secret', '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----'])(
    'whose secret is "%s" is unauthorized, and the broker is not asked',
    async (secret) => {
      const before = simulated.sim.control.log.since(0).length;
      const failure = { ok: false, failure: { kind: 'unauthorized' } };
      expect(await simulated.adapter.apiKey?.permissionsOf({ key: 'k', secret })).toEqual(failure);
      credentials = { kind: 'api_key', key: 'k', secret };
      expect(await balances()).toEqual(failure);
      expect(simulated.sim.control.log.since(0)).toHaveLength(before);
    },
  );

  test('that the trader has deleted is unauthorized', async () => {
    credentials = await keyOf(simulated, 'trader');
    expect((await balances()).ok).toBe(true);
    await steer(simulated, '/accounts/trader/revoke');
    expect(await balances()).toEqual({ ok: false, failure: { kind: 'unauthorized' } });
  });
});

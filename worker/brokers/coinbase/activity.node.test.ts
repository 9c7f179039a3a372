import { Big } from 'big.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import {
  keyOf,
  readAll,
  type Simulated,
  startSimulated,
  steer,
  tokenOf,
  YEAR_AGO,
} from '../../../test/support/simulated-coinbase.ts';
import type { ActivityPage, Credentials } from '../port.ts';

const DAY_MS = 24 * 3_600_000;
const ALL = { rewards: 9, convert: true, retail: true, fillRows: true };
const WALLETS_CURSOR = '{"stage":"wallets","after":null}';

let simulated: Simulated;
beforeEach(async () => {
  simulated = await startSimulated();
});
afterEach(() => simulated.sim.stop());

async function account(name: string, fills: number, extras: object = {}): Promise<Credentials> {
  await steer(simulated, '/accounts', { name, fills, extras });
  return tokenOf(simulated, name);
}

function ask(credentials: Credentials, cursor: string | null, window: { since?: Date; until?: Date } = {}) {
  const [since, until] = [window.since ?? YEAR_AGO(), window.until ?? new Date()];
  return simulated.adapter.fetchActivity({ credentials, since, until, cursor });
}

const requests = (match = '') =>
  simulated.sim.control.log.since(0).filter(({ path }) => path.startsWith(match));

/** What the books make of it: quantities by asset. */
function heldAfter({ fills, movements }: Pick<ActivityPage, 'fills' | 'movements'>): Map<string, Big> {
  const held = new Map<string, Big>();
  const move = (asset: string, by: Big) => held.set(asset, by.plus(held.get(asset) ?? 0));
  for (const { symbol, side, qty, price, fee } of fills) {
    const [base = '', quote = ''] = symbol.split('-');
    const sign = side === 'BUY' ? 1 : -1;
    move(base, new Big(qty).times(sign));
    move(
      quote,
      new Big(qty)
        .times(price)
        .times(-sign)
        .minus(fee ?? 0),
    );
  }
  for (const { kind, asset, qty } of movements) {
    const goes = kind === 'transfer_out' || kind === 'convert_out' || kind === 'fee';
    move(asset, new Big(qty).times(goes ? -1 : 1));
  }
  return held;
}

describe('everything that happened in an account', () => {
  test.each([
    ['a token', (name: string) => tokenOf(simulated, name)],
    ['an ES256 key', (name: string) => keyOf(simulated, name)],
    ['an EdDSA key', (name: string) => keyOf(simulated, name, { alg: 'EdDSA' })],
  ])('read with %s, is what the account holds', async (_, open) => {
    await steer(simulated, '/accounts', { name: 'whole', fills: 400, extras: ALL });
    const credentials = await open('whole');
    const read = await readAll(simulated, credentials);
    const balances = await simulated.adapter.fetchBalances({ credentials });
    if (!balances.ok) throw new Error(balances.failure.kind);
    const held = heldAfter(read);
    const told = balances.value.map(({ asset, qty }) => [asset, qty]);
    expect(told.length).toBeGreaterThan(2);
    const left = [...held].filter(([, qty]) => !qty.eq(0)).map(([asset, qty]) => [asset, qty.toFixed()]);
    expect(left.sort()).toEqual(told.sort());
    const ids = [...read.fills, ...read.movements].map(({ extId }) => extId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { reason } of read.rejected) expect(reason).toMatch(/is not a spot product/);
  });

  test('is fills first, then the movements of every wallet, each with its kind', async () => {
    const credentials = await account('kinds', 60, ALL);
    const { fills, movements } = await readAll(simulated, credentials);
    const count = (kind: string) => movements.filter((movement) => movement.kind === kind).length;
    expect([count('reward'), count('convert_in'), count('convert_out'), count('transfer_in')]).toEqual([
      9, 1, 1, 3,
    ]);
    expect(movements.filter(({ kind }) => kind === 'transfer_in').map(({ value }) => value)).toEqual([
      null,
      null,
      null,
    ]);
    for (const { kind, value } of movements)
      if (kind !== 'transfer_in') expect(Number(value)).toBeGreaterThan(0);
    expect(fills.filter(({ orderId }) => orderId?.startsWith('retail/'))).toHaveLength(2);
  });

  test('comes with one request to the broker a page', async () => {
    const credentials = await account('counted', 300, { fillRows: true });
    const before = requests().length;
    const { cursors } = await readAll(simulated, credentials);
    expect(requests().length - before).toBe(cursors.length + 1);
    for (const cursor of cursors) expect(cursor.length).toBeLessThan(5_000);
    expect(new Set(cursors).size).toBe(cursors.length);
  });

  test('is the same however often the same page is asked for', async () => {
    const credentials = await account('again', 40, ALL);
    const { cursors } = await readAll(simulated, credentials);
    const until = new Date();
    for (const cursor of cursors) {
      expect(await ask(credentials, cursor, { until })).toEqual(await ask(credentials, cursor, { until }));
    }
  });
});

describe('a window', () => {
  test('holds what happened in it, and reads no further back than it must', async () => {
    const credentials = await account('window', 60, { rewards: 460 });
    const second = Math.floor(Date.now() / 1_000) * 1_000;
    const [since, until] = [new Date(second - 20 * DAY_MS), new Date(second - 10 * DAY_MS)];
    const whole = await readAll(simulated, credentials);
    const pagesOfAll = requests('/v2/accounts/').length;
    const { movements } = await readAll(simulated, credentials, { since, until });
    const expected = whole.movements.filter(
      ({ ts }) => Date.parse(ts) >= since.getTime() && Date.parse(ts) <= until.getTime(),
    );
    expect(expected.length).toBeGreaterThan(100);
    expect(movements).toEqual(expected);
    // Five pages hold the rewards, and the first four of them all that is wanted.
    expect(requests('/v2/accounts/')).toHaveLength(pagesOfAll + pagesOfAll - 1);
  });

  test('that begins within a second holds what v2 tells of that second', async () => {
    const credentials = await account('second', 60, { rewards: 3 });
    const whole = await readAll(simulated, credentials);
    const [reward] = whole.movements.filter(({ kind }) => kind === 'reward');
    const at = Date.parse(reward?.ts ?? '');
    const { movements } = await readAll(simulated, credentials, {
      since: new Date(at + 999),
      until: new Date(at + 5_000),
    });
    expect(movements).toEqual([reward]);
  });
});

describe('a cursor', () => {
  test('of an older job is one of fills, and goes on to the movements', async () => {
    const credentials = await account('old', 300);
    const first = await ask(credentials, null);
    if (!first.ok || first.value.nextCursor === null) throw new Error('no second page');
    expect(first.value.nextCursor).toMatch(/^\d+$/);
    const second = await ask(credentials, first.value.nextCursor);
    expect(second).toMatchObject({ ok: true, value: { nextCursor: WALLETS_CURSOR } });
    if (second.ok) expect(second.value.fills.length + second.value.rejected.length).toBe(50);
  });

  test('that is opaque text is passed on as it is', async () => {
    const credentials = await account('opaque', 1);
    await steer(simulated, '/faults', { match: '/fills', body: { fills: [], cursor: '' } });
    await ask(credentials, 'Q1VSU09S+/=');
    expect(requests().at(-1)?.query.cursor).toBe('Q1VSU09S+/=');
  });

  test.each([
    ['is cut off', '{'],
    ['is empty', '{}'],
    ['is of a stage that none is encoded for', '{"stage":"fills"}'],
    ['misses a part', '{"stage":"wallets"}'],
    ['has a number for a text', '{"stage":"wallets","after":7}'],
    ['has more than its parts', '{"stage":"wallets","after":null,"more":1}'],
    ['has no wallet', '{"stage":"transactions","wallets":[],"after":null,"walletsAfter":null}'],
    [
      'has more wallets than a page',
      `{"stage":"transactions","wallets":${JSON.stringify(Array(101).fill('w'))},"after":null,"walletsAfter":null}`,
    ],
  ])('that %s is malformed, and nothing is asked', async (_, cursor) => {
    const credentials = await account('bad', 1);
    const before = requests().length;
    expect(await ask(credentials, cursor)).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    expect(requests()).toHaveLength(before);
  });
});

describe('a permission that is missing', () => {
  test.each([
    ['wallet:transactions:read', 'wallet:user:read,wallet:accounts:read,offline_access'],
    ['wallet:accounts:read', 'wallet:user:read,wallet:transactions:read,offline_access'],
  ])('(%s) leaves the movements out, with a sentence, and the fills in', async (missing, scope) => {
    await steer(simulated, '/accounts', { name: 'narrow', fills: 30 });
    const read = await readAll(simulated, await tokenOf(simulated, 'narrow', scope));
    expect(read.fills.length).toBeGreaterThan(20);
    expect(read.movements).toEqual([]);
    expect(read.rejected.filter(({ extId }) => extId === undefined)).toEqual([
      { reason: expect.stringContaining(`The permission ${missing} is missing`) },
    ]);
  });
});

describe('of wallets', () => {
  test('those that were never used are not read', async () => {
    const credentials = await account('fresh', 1);
    await readAll(simulated, credentials);
    const fill = simulated.sim.control.account('fresh').fills[0];
    const isSpot = fill?.product_id.split('-').length === 2;
    expect(requests('/v2/accounts/')).toHaveLength(isSpot ? 2 : 1);
  });

  test('one that cannot be told hides none of the others', async () => {
    const credentials = await account('hidden', 30);
    await steer(simulated, '/faults', { match: '/transactions', status: 404 });
    const { movements, rejected } = await readAll(simulated, credentials);
    expect(movements.length).toBeGreaterThan(0);
    expect(rejected.filter(({ reason }) => /does not tell this wallet/.test(reason))).toHaveLength(1);
  });

  test('more than a page are read page after page', async () => {
    const credentials = await account('many', 1);
    const wallet = (id: string) => ({ id, balance: { amount: '1', currency: 'BTC' } });
    const pages = new Map([
      ['', { data: [wallet('a')], next: 'a' }],
      ['a', { data: [], next: 'b' }],
      ['b', { data: [wallet('c')], next: null }],
    ]);
    simulated.sim.control.faults.add({
      match: '/v2/accounts',
      when: ({ path }) => path === '/v2/accounts',
      answer: ({ query }) => {
        const page = pages.get(query.get('starting_after') ?? '');
        const next_uri = page?.next && `/v2/accounts?starting_after=${page.next}`;
        return { status: 200, body: { data: page?.data ?? [], pagination: { next_uri } } };
      },
    });
    await readAll(simulated, credentials);
    expect(requests('/v2/').map(({ path }) => path)).toEqual([
      '/v2/accounts',
      '/v2/accounts/a/transactions',
      '/v2/accounts',
      '/v2/accounts',
      '/v2/accounts/c/transactions',
    ]);
  });
});

describe('a broker that answers otherwise', () => {
  const transactions = JSON.stringify({
    stage: 'transactions',
    wallets: ['w1', 'w2'],
    after: null,
    walletsAfter: null,
  });

  test.each([
    ['unauthorized', { status: 401 }],
    ['rate_limited', { status: 429, retryAfter: 3 }],
    ['unavailable', { status: 503 }],
    ['unavailable', { reset: true }],
    ['blocked', { status: 451 }],
    ['malformed', { malformed: true }],
    ['malformed', { body: { data: 'none' } }],
  ])('is %s when it is asked for movements, and can be asked again (%j)', async (kind, fault) => {
    const credentials = await account('faulty', 1);
    for (const cursor of [WALLETS_CURSOR, transactions]) {
      await steer(simulated, '/faults', { match: '/v2/', ...fault });
      expect(await ask(credentials, cursor)).toMatchObject({ ok: false, failure: { kind } });
    }
    expect((await ask(credentials, WALLETS_CURSOR)).ok).toBe(true);
  });

  test('is never followed to another address, whatever its next page says', async () => {
    const credentials = await account('lured', 1);
    const body = {
      data: [],
      pagination: { next_uri: 'https://evil.test/v2/x?limit=100&starting_after=t-9' },
    };
    await steer(simulated, '/faults', { match: '/v2/', body });
    const page = await ask(credentials, transactions);
    if (!page.ok) throw new Error(page.failure.kind);
    await steer(simulated, '/faults', { match: '/v2/', body: { data: [], pagination: { next_uri: null } } });
    await ask(credentials, page.value.nextCursor);
    expect(requests('/v2/').at(-1)).toMatchObject({
      path: '/v2/accounts/w1/transactions',
      query: { starting_after: 't-9' },
    });
  });

  test('with a row of no known type has that row rejected, and the others read', async () => {
    const credentials = await account('odd', 1);
    const row = (id: string, type: string) => ({
      ...{ id, type, status: 'completed', created_at: '2026-06-01T10:00:00Z' },
      ...{ amount: { amount: '1', currency: 'SOL' }, native_amount: { amount: '150.00', currency: 'EUR' } },
    });
    const data = [row('t-1', 'airdrop_2031'), row('t-2', 'staking_reward'), { id: 't-3' }, null];
    await steer(simulated, '/faults', { match: '/v2/', body: { data, pagination: { next_uri: null } } });
    expect(await ask(credentials, transactions)).toMatchObject({
      value: {
        movements: [{ extId: 't-2', kind: 'reward', value: '150.00', valueCurrency: 'EUR' }],
        rejected: [{ extId: 't-1' }, { extId: 't-3' }, {}],
      },
    });
  });
});

describe.skipIf(!sharedDataIsThere)(`the recorded page of wallets${SKIP_NOTE}`, () => {
  test('has two to read: the third was never used', async () => {
    const recorded = JSON.parse(readSharedText('broker/coinbase/coinbase_advanced_recorded.json'));
    const { body } = recorded.v2_accounts_page;
    const credentials = await account('recorded', 1);
    await steer(simulated, '/faults', { match: '/v2/accounts', body });
    const page = await ask(credentials, WALLETS_CURSOR);
    if (!page.ok) throw new Error(page.failure.kind);
    expect(JSON.parse(page.value.nextCursor ?? '')).toEqual({
      stage: 'transactions',
      wallets: ['ee4ccb01-e922-5472-a6f7-947d97970ad3', '9347d538-945b-53d0-a7f3-3ebae4a2f8d5'],
      after: null,
      walletsAfter: '9347d538-945b-53d0-a7f3-3ebae4a2f8d5',
    });
  });
});

import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import type { CoinbaseFill } from './fill-json.ts';
import { clock, connect, get, json, type Page, post, sim, startSim, useSimulator } from './simulator-kit.ts';

useSimulator();

const WALLETS = '/v2/accounts';
const ACCOUNTS = '/api/v3/brokerage/accounts';
const ALL = { rewards: 12, convert: true, retail: true };

interface Row {
  id: string;
  type: string;
  status: string;
  amount: { amount: string; currency: string };
  native_amount: { amount: string; currency: string };
  created_at: string;
  buy?: { fee: { amount: string }; subtotal: { amount: string } };
  sell?: { fee: { amount: string }; subtotal: { amount: string } };
  trade?: { id: string };
}
interface PageOf<T> {
  data: T[];
  pagination: { next_uri: string | null; next_starting_after: string | null };
}
interface Wallet {
  id: string;
  balance: { amount: string; currency: string };
  created_at: string;
  updated_at: string;
}

async function all<T>(path: string, token: string): Promise<T[]> {
  const rows: T[] = [];
  let next: string | null = path;
  while (next) {
    const page: PageOf<T> = await json(get(next, token));
    rows.push(...page.data);
    next = page.pagination.next_uri;
  }
  return rows;
}

async function transactionsOf(token: string, limit = 100): Promise<Map<string, Row[]>> {
  const wallets = await all<Wallet>(WALLETS, token);
  const found = new Map<string, Row[]>();
  for (const { id, balance } of wallets) {
    found.set(balance.currency, await all<Row>(`${WALLETS}/${id}/transactions?limit=${limit}`, token));
  }
  return found;
}

/** What every fill moves, told from the fills alone. */
function movesOf(fill: CoinbaseFill): { currency: string; amount: Big; at: number }[] {
  const [base = '', quote = '', ...more] = fill.product_id.split('-');
  if (more.length > 0) return [];
  const worth = fill.size_in_quote ? new Big(fill.size) : new Big(fill.size).times(fill.price);
  const size = fill.size_in_quote ? worth.div(fill.price) : new Big(fill.size);
  const sign = fill.side === 'BUY' ? 1 : -1;
  // A trade_time may have no fraction.
  const at = Date.parse(fill.sequence_timestamp);
  return [
    { currency: base, amount: size.times(sign), at },
    { currency: quote, amount: worth.times(-sign).minus(fill.commission), at },
  ];
}

function movesOfRow(row: Row): { currency: string; amount: Big; at: number }[] {
  const at = Date.parse(row.created_at);
  const own = { currency: row.amount.currency, amount: new Big(row.amount.amount), at };
  const told = row.buy ?? row.sell;
  if (!told) return [own];
  const cash = row.buy
    ? new Big(0).minus(told.subtotal.amount).minus(told.fee.amount)
    : new Big(told.subtotal.amount).minus(told.fee.amount);
  return [own, { currency: 'USD', amount: cash, at }];
}

async function audited(name: string) {
  const { access_token } = await connect(name);
  const { fills } = await json<Page>(get(`/_sim/accounts/${name}`));
  const rows = [...(await transactionsOf(access_token)).values()].flat();
  const moves = [
    ...rows.filter(({ type }) => type !== 'advanced_trade_fill').flatMap(movesOfRow),
    ...fills.flatMap(movesOf),
  ].sort((a, b) => a.at - b.at || b.amount.cmp(a.amount));
  const held = new Map<string, Big>();
  let least = new Big(0);
  for (const { currency, amount } of moves) {
    const left = (held.get(currency) ?? new Big(0)).plus(amount);
    held.set(currency, left);
    if (left.lt(least)) least = left;
  }
  const { accounts } = await json<{
    accounts: { currency: string; available_balance: { value: string }; hold: { value: string } }[];
  }>(get(ACCOUNTS, access_token));
  return { rows, held, least, accounts, access_token };
}

describe('balances', () => {
  it.each([
    [0, {}],
    [1, {}],
    [60, ALL],
    [400, {}],
    [1_000, ALL],
    [3_000, {}],
  ])(
    'are the sum of %i fills, their fees and all transactions, and are never negative',
    async (fills, extras) => {
      await post('/_sim/accounts', { name: 'sums', fills, extras });
      const { held, least, accounts } = await audited('sums');
      expect(accounts).toHaveLength(6);
      for (const { currency, available_balance, hold } of accounts) {
        const told = new Big(available_balance.value).plus(hold.value);
        expect([currency, told.toFixed()]).toEqual([currency, (held.get(currency) ?? new Big(0)).toFixed()]);
      }
      expect(least.toFixed()).toBe('0');
    },
  );

  it('follow new fills, and nothing that was told before changes', async () => {
    await post('/_sim/accounts', { name: 'grows', fills: 60, extras: ALL });
    const before = await audited('grows');
    await post('/_sim/accounts/grows/fills', { count: 200 });
    const after = await audited('grows');
    const ids = new Map(after.rows.map((row) => [row.id, row]));
    for (const row of before.rows) expect(ids.get(row.id)).toEqual(row);
    for (const { currency, available_balance } of after.accounts) {
      expect(available_balance.value).toBe(after.held.get(currency)?.toFixed());
    }
    expect(after.least.toFixed()).toBe('0');
  });

  it('and transactions are the same after a restart', async () => {
    await post('/_sim/accounts', { name: 'stays', fills: 120, extras: ALL });
    const before = await audited('stays');
    await sim.stop();
    clock.now += 3_600_000;
    await startSim();
    const after = await audited('stays');
    expect([after.rows, after.accounts]).toEqual([before.rows, before.accounts]);
  });

  it('come in pages', async () => {
    const { access_token } = await connect();
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await json<{ accounts: { currency: string }[]; has_next: boolean; cursor: string }>(
        get(`${ACCOUNTS}?limit=4&cursor=${cursor}`, access_token),
      );
      seen.push(...page.accounts.map(({ currency }) => currency));
      expect(page.has_next).toBe(page.cursor !== '');
      cursor = page.cursor;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
  });
});

describe('transactions', () => {
  it('begin long before the first fill: dollars, and the coins that are sold without having been bought', async () => {
    await post('/_sim/accounts', { name: 'early', fills: 300 });
    const { rows } = await audited('early');
    const { fills } = await json<Page>(get('/_sim/accounts/early'));
    const firstFill = Date.parse(fills[0]?.trade_time ?? '');
    const early = rows.filter(({ created_at }) => Date.parse(created_at) < firstFill - 190 * 24 * 3_600_000);
    expect(early.map(({ type }) => type).sort()).toEqual(['fiat_deposit', 'send']);
    expect(early.every(({ amount }) => !amount.amount.startsWith('-'))).toBe(true);
  });

  it('come newest first, in pages of any size, complete and none twice', async () => {
    await post('/_sim/accounts', { name: 'paged', fills: 100, extras: { rewards: 40, fillRows: true } });
    const { access_token } = await connect('paged');
    const whole = await transactionsOf(access_token, 100);
    for (const limit of [1, 7, 25]) expect(await transactionsOf(access_token, limit)).toEqual(whole);
    for (const rows of whole.values()) {
      const times = rows.map(({ created_at }) => created_at);
      expect(times).toEqual(times.toSorted().toReversed());
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
  });

  it('tell every spot fill again in both its wallets where the account is made so', async () => {
    await post('/_sim/accounts', { name: 'twice', fills: 200, extras: { fillRows: true } });
    const { rows } = await audited('twice');
    const { fills } = await json<Page>(get('/_sim/accounts/twice'));
    const spot = fills.filter(({ product_id }) => !product_id.endsWith('INTX')).length;
    expect(rows.filter(({ type }) => type === 'advanced_trade_fill')).toHaveLength(spot * 2);
  });

  it('hold the extras: rewards, both legs of a convert, a buy and a sell with their fees', async () => {
    await post('/_sim/accounts', { name: 'extra', fills: 30, extras: ALL });
    const { rows } = await audited('extra');
    expect(rows.filter(({ type }) => /reward|interest/.test(type))).toHaveLength(12);
    const legs = rows.filter(({ type }) => type === 'trade');
    expect(legs.map(({ amount }) => amount.amount.startsWith('-')).sort()).toEqual([false, true]);
    expect(new Set(legs.map(({ trade }) => trade?.id)).size).toBe(1);
    expect(rows.filter(({ type }) => type === 'buy' || type === 'sell')).toHaveLength(2);
  });

  it('need their own permission, a wallet of the account, and a cursor that is one', async () => {
    const { access_token } = await connect();
    const [wallet] = await all<Wallet>(WALLETS, access_token);
    const path = `${WALLETS}/${wallet?.id}/transactions`;
    const { access_token: narrow } = await connect('trader', { scope: 'wallet:accounts:read' });
    expect((await get(path, narrow)).status).toBe(403);
    const { access_token: stranger } = await connect('somebody else');
    expect((await get(path, stranger)).status).toBe(404);
    expect((await get(`${path}?starting_after=x`, access_token)).status).toBe(400);
    expect((await get(`${path}?limit=101`, access_token)).status).toBe(400);
  });

  it('of 10,000 fills are there within seconds', async () => {
    sim.control.account('huge', 10_000);
    const { access_token } = await connect('huge');
    const began = performance.now();
    await get(ACCOUNTS, access_token);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('refuse extras that are none', async () => {
    expect((await post('/_sim/accounts', { name: 'x', extras: { luck: true } })).status).toBe(400);
  });
});

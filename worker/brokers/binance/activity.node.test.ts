import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import {
  asked,
  credentialsOf,
  DAY_MS,
  freshAdapter,
  readAll,
  sim,
  traderOf,
  tradesOf,
  useSimulator,
} from '../../../dev/binance/simulator-kit.ts';

useSimulator();

describe('the activity of an account', () => {
  test('is all that the simulator knows of it', async () => {
    const account = sim.control.account('busy', 400);
    const credentials = credentialsOf(sim.control.makeKey('busy', 'key'));
    const { fills, movements, rejected } = await readAll(freshAdapter(), { credentials });
    expect(rejected).toEqual([]);
    const ids = account.trades.map(
      ({ symbol, id, isBuyer }) => `${symbol}:${id}:${isBuyer ? 'BUY' : 'SELL'}`,
    );
    expect(fills.map(({ extId }) => extId).sort()).toEqual(ids.sort());
    expect(new Set(movements.map(({ kind }) => kind))).toEqual(
      new Set(['transfer_in', 'transfer_out', 'fee', 'reward', 'convert_out', 'convert_in']),
    );
  });

  test('explains its balances to the last digit', async () => {
    sim.control.account('busy', 400);
    const credentials = credentialsOf(sim.control.makeKey('busy', 'key'));
    const adapter = freshAdapter();
    const { fills, movements } = await readAll(adapter, { credentials });
    const books = new Map<string, Big>();
    const move = (asset: string, amount: Big) =>
      books.set(asset, (books.get(asset) ?? new Big(0)).plus(amount));
    for (const { kind, asset, qty } of movements) {
      const comes = kind === 'transfer_in' || kind === 'reward' || kind === 'convert_in';
      move(asset, new Big(qty).times(comes ? 1 : -1));
    }
    for (const { symbol, side, qty, price, fee, feeCurrency } of fills) {
      const [base = '', quote = ''] = symbol.split('-');
      move(base, new Big(qty).times(side === 'BUY' ? 1 : -1));
      move(quote, new Big(qty).times(price).times(side === 'BUY' ? -1 : 1));
      move(feeCurrency ?? '', new Big(fee ?? 0).neg());
    }
    const balances = await adapter.fetchBalances({ credentials });
    const told = balances.ok ? balances.value.map(({ asset, qty }) => [asset, qty]) : [];
    expect(told.length).toBeGreaterThan(3);
    expect(told.sort()).toEqual(
      [...books]
        .filter(([, qty]) => !qty.eq(0))
        .map(([asset, qty]) => [asset, qty.toFixed()])
        .sort(),
    );
  });

  test('of 2,500 fills of one product comes whole, in order and none twice', async () => {
    const trades = tradesOf('BTCUSDT', 2_500);
    const { credentials } = traderOf('busy', trades);
    const { fills } = await readAll(freshAdapter(), { credentials });
    expect(fills.map(({ extId }) => extId)).toEqual(trades.map(({ id }) => `BTCUSDT:${id}:BUY`));
    const queries = asked('/api/v3/myTrades').filter(({ query }) => query.symbol === 'BTCUSDT');
    expect(queries.map(({ query }) => ['startTime' in query, 'fromId' in query])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  test.each([0, 1, 2, 3])(
    'of trades with oneself on both sides of a page, %i rows off, loses neither side',
    async (lead) => {
      const pairs = tradesOf('BTCUSDT', 1_010).flatMap((trade) => [trade, { ...trade, isBuyer: false }]);
      const { credentials } = traderOf('self', pairs.slice(lead));
      const { fills } = await readAll(freshAdapter(), { credentials });
      expect(fills).toHaveLength(2_020 - lead);
      expect(new Set(fills.map(({ extId }) => extId)).size).toBe(2_020 - lead);
    },
  );

  test.each([999, 1_000, 1_001, 1_999, 2_000])('of %i fills ends with the last of them', async (count) => {
    const { credentials } = traderOf('edge', tradesOf('BTCUSDT', count));
    expect((await readAll(freshAdapter(), { credentials })).fills).toHaveLength(count);
  });

  test('goes on after an odd row at the end of a full page', async () => {
    const trades = tradesOf('BTCUSDT', 1_500);
    const { credentials } = traderOf('odd', trades);
    const page = [...trades.slice(0, 999), { id: 'odd' }];
    const isFirst = ({ query }: { query: URLSearchParams }) =>
      query.get('symbol') === 'BTCUSDT' && query.has('startTime');
    sim.control.faults.add({ match: 'myTrades', body: page, when: isFirst });
    const { fills, rejected } = await readAll(freshAdapter(), { credentials });
    expect(fills).toHaveLength(1_500);
    expect(rejected).toEqual([{ reason: expect.stringContaining('not a fill as Binance documents it') }]);
  });

  test('whose full page names no fill at all is malformed', async () => {
    const { credentials } = traderOf('odd');
    sim.control.faults.add({ match: 'myTrades', body: Array.from({ length: 1_000 }, () => ({})) });
    await expect(readAll(freshAdapter(), { credentials })).rejects.toThrow('malformed');
  });

  test('is the same when another adapter goes on at every page', async () => {
    const { account } = traderOf('busy', [...tradesOf('BTCUSDT', 1_500), ...tradesOf('ETHUSDT', 1_200)]);
    account.trades.sort((a, b) => a.time - b.time);
    const reading = { credentials: credentialsOf(sim.control.makeKey('busy', 'key')), until: new Date() };
    const whole = await readAll(freshAdapter(), reading);
    const resumed = await readAll(freshAdapter(), reading, () => freshAdapter());
    expect(resumed.fills).toEqual(whole.fills);
    expect(resumed.movements).toEqual(whole.movements);
    expect(whole.fills).toHaveLength(2_700);
    const cursors = whole.pages.map(({ nextCursor }) => nextCursor);
    expect(new Set(cursors).size).toBe(cursors.length);
    for (const page of whole.pages) expect(page.fills.length).toBeLessThan(2_000);
  });

  test('asked again at any cursor gives the same page', async () => {
    traderOf('busy', tradesOf('BTCUSDT', 1_500));
    const credentials = credentialsOf(sim.control.makeKey('busy', 'key'));
    const adapter = freshAdapter();
    const window = { credentials, since: new Date(Date.now() - 3 * DAY_MS), until: new Date() };
    let cursor: string | null = null;
    do {
      const page = await adapter.fetchActivity({ ...window, cursor });
      expect(await adapter.fetchActivity({ ...window, cursor })).toEqual(page);
      cursor = page.ok ? page.value.nextCursor : null;
    } while (cursor !== null);
  });

  test('finds a coin of which nothing is left by what brought it', async () => {
    const { account, credentials } = traderOf('past', []);
    const at = Date.now() - 30 * DAY_MS;
    Object.assign(account, { deposits: [], withdrawals: [], converts: [], dribblets: [], dividends: [] });
    account.dividends.push({ id: 1, amount: '5', asset: 'ADA', divTime: at, enInfo: 'gift', tranId: 1 });
    account.converts.push({
      ...{
        quoteId: 'q',
        orderId: 1,
        orderStatus: 'SUCCESS',
        ratio: '1',
        inverseRatio: '1',
        createTime: at + 1,
      },
      ...{ fromAsset: 'ADA', fromAmount: '5', toAsset: 'EUR', toAmount: '2' },
    });
    expect(await freshAdapter().fetchBalances({ credentials })).toEqual({
      ok: true,
      value: [{ asset: 'EUR', qty: '2' }],
    });
    await readAll(freshAdapter(), { credentials });
    expect(asked('/api/v3/myTrades').map(({ query }) => query.symbol)).toEqual(['ADAUSDT']);
  });

  test('of before and after the window is left out', async () => {
    const trades = tradesOf('BTCUSDT', 100);
    const { credentials } = traderOf('busy', trades);
    const [since, until] = [new Date(trades[20]?.time ?? 0), new Date(trades[79]?.time ?? 0)];
    const { fills } = await readAll(freshAdapter(), { credentials, since, until });
    expect(fills.map(({ extId }) => extId)).toEqual(
      trades.slice(20, 80).map(({ id }) => `BTCUSDT:${id}:BUY`),
    );
  });

  test('of a deposit that was seen before the window and credited in it is read', async () => {
    const { account, credentials } = traderOf('late');
    const [first] = account.deposits;
    if (!first) throw new Error('no deposit');
    const since = new Date(Date.now() - 5 * DAY_MS);
    const at = (days: number) => since.getTime() + days * DAY_MS;
    account.deposits = [
      { ...first, id: 'late', insertTime: at(-1), completeTime: at(1) },
      { ...first, id: 'before', insertTime: at(-2), completeTime: at(-1) },
    ];
    const { movements } = await readAll(freshAdapter(), { credentials, since });
    expect(movements.map(({ extId }) => extId).filter((id) => id.startsWith('deposit'))).toEqual([
      'deposit:late',
    ]);
  });

  test('of years is read in windows that Binance takes, and of none before it opened', async () => {
    const { credentials } = traderOf('old');
    await readAll(freshAdapter(), { credentials, since: new Date(0) });
    const opened = Date.UTC(2017, 6, 1);
    const longest = { hisrec: 90, history: 90, assetDividend: 180, dribblet: 30, tradeFlow: 30 };
    for (const [end, days] of Object.entries(longest)) {
      const requests = sim.control.log.since(0).filter(({ path }) => path.endsWith(`/${end}`));
      const windows = requests.map(({ query }) => [Number(query.startTime), Number(query.endTime)] as const);
      expect(requests.every(({ status }) => status === 200)).toBe(true);
      expect(windows.every(([from, to]) => to - from < days * DAY_MS)).toBe(true);
      expect(windows.every(([from], i) => i === 0 || from === (windows[i - 1]?.[1] ?? 0) + 1)).toBe(true);
      expect(windows[0]?.[0]).toBeLessThanOrEqual(opened);
      expect(windows[0]?.[0]).toBeGreaterThanOrEqual(opened - 3 * DAY_MS);
    }
  });

  test('of more distributions than an answer holds comes whole', async () => {
    const { account, credentials } = traderOf('staker');
    const at = Date.now() - 30 * DAY_MS;
    account.dividends = Array.from({ length: 1_700 }, (_, i) => ({
      ...{ id: i + 1, amount: '0.001', asset: 'ETH', divTime: at + i * 60_000, enInfo: 'ETH 2.0', tranId: 7 },
    }));
    const { movements } = await readAll(freshAdapter(), { credentials });
    const rewards = movements.filter(({ kind }) => kind === 'reward').map(({ extId }) => extId);
    expect(rewards).toHaveLength(1_700);
    expect(new Set(rewards).size).toBe(1_700);
  });

  test('of before Binance opened is nothing, and nothing is asked', async () => {
    const credentials = credentialsOf(sim.keys.readOnly);
    const window = { since: new Date(0), until: new Date('2016-01-01') };
    expect(await readAll(freshAdapter(), { credentials, ...window })).toMatchObject({
      fills: [],
      movements: [],
    });
    expect(sim.control.log.since(0)).toEqual([]);
  });

  test('at a cursor that is none is malformed', async () => {
    const credentials = credentialsOf(sim.keys.readOnly);
    const request = { credentials, since: new Date(0), until: new Date(), cursor: 'page 2' };
    expect(await freshAdapter().fetchActivity(request)).toMatchObject({ failure: { kind: 'malformed' } });
    expect(sim.control.log.since(0)).toEqual([]);
  });

  test('keeps what was read before something went wrong', async () => {
    const { credentials } = traderOf('busy');
    sim.control.faults.add({ match: 'assetDividend', status: 500, times: 1 });
    const window = { credentials, since: new Date(Date.now() - 40 * DAY_MS), until: new Date() };
    const adapter = freshAdapter();
    const page = await adapter.fetchActivity({ ...window, cursor: null });
    expect(page).toMatchObject({ ok: true, value: { movements: [{}, {}, {}] } });
    const cursor = page.ok ? page.value.nextCursor : null;
    expect(cursor).toContain('dividends');
    // The fault is used up: it goes on where it stopped.
    expect(await adapter.fetchActivity({ ...window, cursor })).toMatchObject({ ok: true });
  });

  test('of a product that was taken off meanwhile goes on with the next', async () => {
    const { credentials } = traderOf('busy');
    const cursor = JSON.stringify({ stage: 'fills', products: ['AAA-USDT', 'BTC-USDT'], fromId: null });
    const window = { credentials, since: new Date(Date.now() - DAY_MS), until: new Date() };
    const page = await freshAdapter().fetchActivity({ ...window, cursor });
    expect(page).toMatchObject({
      ok: true,
      value: { fills: expect.arrayContaining([expect.anything()]), nextCursor: null },
    });
  });
});

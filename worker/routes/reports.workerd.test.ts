import Big from 'big.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { type Insights, InsightsSchema } from '../../contracts/insights.ts';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { type Stats, StatsSchema } from '../../contracts/stats.ts';
import type { Trade } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { allTrades } from '../../test/support/all-trades.ts';
import { atRest, scoredTrader } from '../../test/support/scored-trader.ts';
import { signedUp, visitor } from '../../test/support/trader.ts';

const stats = async (client: TwinClient, query = '') =>
  parse(await client.get(`/api/stats${query}`), StatsSchema);
const insights = async (client: TwinClient, query = '') =>
  parse(await client.get(`/api/insights${query}`), InsightsSchema);

function sum(amounts: readonly (string | null)[]): string {
  return amounts.reduce((total, amount) => total.plus(amount ?? 0), new Big(0)).toFixed();
}

function ordersOf(trades: readonly Trade[]): number {
  return new Set(trades.map(({ orderId }) => orderId)).size;
}

describe('one number everywhere', () => {
  let client: TwinClient;
  let all: Stats;
  let found: Insights;
  let list: Trade[];

  beforeAll(async () => {
    ({ client } = await scoredTrader(400));
    [all, found, list] = [await stats(client), await insights(client), await allTrades(client)];
  });

  test('the list adds up to the total', () => {
    expect(all.net).toBe(sum(list.map(({ pnl }) => pnl)));
    expect(all.fills).toBe(list.length);
    expect(all.orders).toBe(ordersOf(list));
    expect(all.trades).toBe(ordersOf(list.filter(({ pnl }) => pnl !== null)));
    expect(all.feesPaid).toBe(sum(list.map(({ fee }) => fee)));
    expect(all.unknownBasis.fills).toBe(
      list.filter(({ basis }) => basis === 'unknown' || basis === 'partial').length,
    );
  });

  test('wins, losses and break-evens are all trades, in every row', () => {
    for (const row of [
      all,
      all.roundTrips,
      ...all.days,
      ...all.weekdays,
      ...all.hours,
      ...all.products,
      ...all.labels,
    ]) {
      expect(row.wins + row.losses + row.breakEvens).toBe(row.trades);
    }
  });

  test.each(['days', 'weekdays', 'hours', 'products'] as const)('the %s add up to the total', (rows) => {
    expect(sum(all[rows].map(({ net }) => net))).toBe(all.net);
    const trades = all[rows].map((row) => row.trades);
    expect(trades.reduce((a, b) => a + b, 0)).toBe(all.trades);
    expect(all.days.at(-1)?.cumulative).toBe(all.net);
  });

  test('gross less fees is net', () => {
    expect(sum([all.gross, `-${all.fees}`.replace('--', '')])).toBe(all.net);
  });

  test('each label counts the orders that the list shows with it', () => {
    // A slice that is nothing belongs to an order that is something.
    const behaved = new Set(
      list
        .filter(({ labels }) => labels[0]?.label !== 'NEUTRAL' && labels[0]?.label !== 'UNSCORED')
        .map(({ orderId }) => orderId),
    );
    for (const { label, orders } of all.labels) {
      const tagged = list.filter(({ labels }) => labels.some((tag) => tag.label === label));
      const others = label === 'NEUTRAL' || label === 'UNSCORED' ? behaved : new Set();
      expect(orders, label).toBe(ordersOf(tagged.filter(({ orderId }) => !others.has(orderId))));
      const byWeek = all.timeline.flatMap(({ labels }) => labels.filter((tag) => tag.label === label));
      expect(byWeek.reduce((n, week) => n + week.orders, 0)).toBe(orders);
    }
  });

  test('a day of the calendar is that day in the list', async () => {
    const busiest = all.days.toSorted((a, b) => b.trades - a.trades)[0];
    const from = `${busiest?.day}T00:00:00.000Z`;
    const to = new Date(Date.parse(from) + 86_400_000).toISOString();
    const day = await allTrades(client, `&since=${from}&until=${to}`);
    expect(sum(day.map(({ pnl }) => pnl))).toBe(busiest?.net);
    expect(await stats(client, `?from=${from}&to=${to}`)).toMatchObject({
      net: busiest?.net,
      trades: busiest?.trades,
      fills: busiest?.fills,
    });
  });

  test('two halves make the whole', async () => {
    const middle = list[Math.floor(list.length / 2)]?.ts ?? '';
    const [before, after] = [await stats(client, `?to=${middle}`), await stats(client, `?from=${middle}`)];
    expect(sum([before.net, after.net])).toBe(all.net);
    expect(sum([before.feesPaid, after.feesPaid])).toBe(all.feesPaid);
    expect(before.fills + after.fills).toBe(all.fills);
  });

  test('the insights speak of the same trades', () => {
    expect(found.costs.gross).toBe(all.gross);
    expect(found.costs.feesPaid).toBe(all.feesPaid);
    expect(sum(found.costs.turnover.map(({ fees }) => fees))).toBe(all.feesPaid);
    const { realisedGains, realisedLosses } = found.disposition;
    expect(realisedGains + realisedLosses).toBeGreaterThan(0);
    expect(realisedGains + realisedLosses).toBeLessThanOrEqual(all.trades);
    for (const { label, tagged } of found.biasCosts) {
      expect(tagged).toBe(all.labels.find((row) => row.label === label)?.trades);
    }
  });

  test('open positions are what was bought and not sold', () => {
    for (const { symbol, qty } of all.positions) {
      const signed = list
        .filter((trade) => trade.symbol === symbol && trade.basis !== 'unknown')
        .map((trade) => (trade.side === 'BUY' ? trade.qty : `-${trade.qty}`));
      if (list.some((trade) => trade.symbol === symbol && trade.basis === 'partial')) continue;
      expect(sum(signed), symbol).toBe(qty);
    }
    expect(all.positions.length).toBeGreaterThan(0);
  });

  test('the market against which FOMO is measured has hours', () => {
    expect(found.fomo.baseRate.known).toBe(true);
  });
});

describe('while a dashboard is open', () => {
  const HEADER =
    'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';
  const row = (id: number, side: string, hoursAgo: number) =>
    `default,${id},BTC-USD,${side},${new Date(Date.now() - hoursAgo * 3_600_000).toISOString()},1,BTC,100,0,100,USD`;

  test.each([1, 2, 3])('what it shows after a scoring is what the scoring left (%i)', async () => {
    const client = await signedUp();
    const upload = async (rows: string[]) => {
      const file = [HEADER, ...rows].join('\n');
      const { jobId } = await parse(await client.uploadFile('fills.csv', file), JobAcceptedSchema);
      return jobId;
    };
    // Thirty round trips, which become one that is open once an older buy is known.
    const trips = Array.from({ length: 60 }, (_, n) => row(n + 2, n % 2 === 0 ? 'BUY' : 'SELL', 100 - n));
    await client.untilScored(await upload(trips));
    const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
    await atRest(user.id);
    expect((await stats(client)).roundTrips).toMatchObject({ trades: 30, open: 0 });

    let open = true;
    const dashboard = (async () => {
      while (open) await stats(client);
    })();
    await client.untilScored(await upload([row(1, 'BUY', 200)]));
    await atRest(user.id);
    open = false;
    await dashboard;
    expect((await stats(client)).roundTrips).toMatchObject({ trades: 0, open: 1 });
  });
});

test('a trader without trades gets zeros, and is told that there is not enough data', async () => {
  const client = await signedUp();
  expect(await stats(client)).toMatchObject({
    trades: 0,
    net: '0',
    days: [],
    winRate: { known: false, n: 0 },
  });
  expect(await insights(client)).toMatchObject({
    disposition: { ratio: { known: false, n: 0 } },
    biasCosts: [],
  });
});

test.each(['/api/stats', '/api/insights'])(
  '%s is refused to visitors and unreadable periods',
  async (path) => {
    expect((await visitor().get(path)).status).toBe(401);
    const client = await signedUp();
    for (const query of ['from=yesterday', 'currency=%00', 'until=2026-01-01T00:00:00Z']) {
      const answer = await client.get(`${path}?${query}`);
      expect(answer.status, query).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'invalid_request' });
    }
  },
);

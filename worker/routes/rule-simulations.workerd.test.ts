import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { type RuleSimulation, RuleSimulationSchema } from '../../contracts/rule-simulations.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { asOwner } from '../../test/support/owner.ts';
import { tradeOf } from '../../test/support/plain-trade.ts';
import { atRest, scoredTrader } from '../../test/support/scored-trader.ts';
import { signedUp, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';

const ctx = contextOf(env);
const PATH = '/api/simulations/portfolio';

describe('a rule over a period', () => {
  let client: TwinClient;
  let userId: string;

  beforeAll(async () => {
    ({ client, userId } = await scoredTrader(300));
  });

  async function simulated(body: unknown): Promise<RuleSimulation> {
    const first = await client.post(PATH, body);
    if (first.status !== 202) return parse(first, RuleSimulationSchema);
    await parse(first, JobAcceptedSchema);
    await atRest(userId);
    return parse(await client.post(PATH, body), RuleSimulationSchema);
  }

  async function one<Row extends Record<string, unknown>>(query: ReturnType<typeof sql>): Promise<Row> {
    const { rows } = await ctx.db.execute<Row>(query);
    const [row] = rows;
    if (!row) throw new Error('There is no row.');
    return row;
  }

  test('leaves out entries with what their lots have realised', async () => {
    const told = await simulated({ kind: 'onlySymbols', params: { symbols: ['BTC-USD'] } });
    const { orders, changed, net } = await one<{ orders: number; changed: number; net: string }>(sql`
      with entry as (
        select o.order_id, t.symbol,
          (select sum(m.pnl) from trade u join trade_outcome p on p.trade_id = u.id join lot_match m on m.lot_id = u.id where p.order_id = o.order_id) as net
        from trade t join trade_outcome o on o.trade_id = t.id
        where t.user_id = ${userId} and t.side = 'BUY' and t.id = o.order_id and t.symbol like '%-USD'
          and t.ts >= ${told.from}::timestamptz and t.ts < ${told.to}::timestamptz)
      select count(*)::int as orders, (count(net) filter (where symbol <> 'BTC-USD'))::int as changed,
        trim_scale(coalesce(sum(net) filter (where symbol <> 'BTC-USD'), 0))::text as net from entry`);
    expect(changed).toBeGreaterThan(0);
    expect(told).toMatchObject({ currency: 'USD', orders, changed, net, would: '0', notJudged: 0 });
    expect(told.helped + told.hurt + told.same).toBe(changed);
    expect(told.products.find(({ symbol }) => symbol === 'BTC-USD')).toMatchObject({ changed: 0 });
  });

  test('sells too early sales later, and says which are not decided', async () => {
    const told = await simulated({ kind: 'minHoldHours', params: { hours: 48 } });
    // An order is held as long as its parts, weighted by lot.
    const { early } = await one<{ early: number }>(sql`
      select count(*)::int as early from (
        select o.order_id, sum(m.qty * extract(epoch from t.ts - m.opened_at)) / sum(m.qty) / 3600 as hours, min(t.ts) as ts
        from trade t join trade_outcome o on o.trade_id = t.id join lot_match m on m.sale_id = t.id
        where t.user_id = ${userId} and t.side = 'SELL' and t.symbol like '%-USD' group by 1
      ) orders where hours < 48 and ts >= ${told.from}::timestamptz and ts < ${told.to}::timestamptz`);
    expect(told.changed).toBeGreaterThan(0);
    expect(told.changed + told.undecided).toBe(early);
    expect(told.net).not.toBe(told.would);
  });

  test('cuts losses, which takes out some sales that came out well', async () => {
    const told = await simulated({ kind: 'maxLossPctPerTrade', params: { pct: 1 } });
    expect(told.changed).toBeGreaterThan(10);
    expect(told.difference).toMatchObject({ known: true, n: told.changed });
    expect(Math.min(told.helped, told.hurt)).toBeGreaterThan(0);
  });

  test('looks at prices before entries', async () => {
    const told = await simulated({ kind: 'avoidSpikeOverPct', params: { pct: 1, lookbackHours: 24 } });
    expect(told.changed).toBeGreaterThan(0);
    expect(told.changed).toBeLessThan(told.orders);
  });

  test('is kept for as long as the books and the hour are the same, and costs nothing then', async () => {
    const body = { kind: 'maxTradesPerDay', params: { n: 2 } };
    await simulated(body);
    const remaining = (answer: Response) =>
      Number(/r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
    const [first, second] = [await client.post(PATH, body), await client.post(PATH, body)];
    expect(await second.json()).toEqual(await first.json());
    expect(remaining(second)).toBeGreaterThanOrEqual(remaining(first));
  });

  test.each([
    [{ kind: 'minHoldHours', params: { pct: 3 } }, 'params.hours'],
    [{ kind: 'minHoldHours', params: { hours: '3' } }, 'params.hours'],
    [{ kind: 'beHappy', params: {} }, 'kind'],
    [{ kind: 'minHoldHours' }, 'params'],
    [{ kind: 'maxTradesPerDay', params: { n: 3 }, from: '2026-01-01T00:00:00Z' }, 'to'],
    [
      {
        ...{ kind: 'maxTradesPerDay', params: { n: 3 } },
        ...{ from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      },
      'to',
    ],
  ])('refuses %j with the field that is wrong', async (body, path) => {
    const answer = await client.post(PATH, body);
    expect(answer.status).toBe(400);
    const problem = await answer.json<{ fields: { path: string }[] }>();
    expect(problem.fields.map((field) => field.path)).toContain(path);
  });

  test('is refused where it would take more candles than one answer can hold', async () => {
    const own = await signedUp();
    const { id, userId: of } = await tradeOf(own, {
      ...{ broker: 'coinbase', symbol: 'BTC-USD', side: 'SELL' },
      ts: new Date(Date.now() - 86_400_000).toISOString(),
    });
    await asOwner(
      `insert into trade_outcome (trade_id, user_id, order_id, basis) values ($1, $2, $1, 'known')`,
      [id, of],
    );
    await asOwner(
      `insert into lot_match (sale_id, seq, user_id, source, qty, cost, entry_value, proceeds, pnl, opened_at)
       values ($1, 0, $2, 'buy', 1, 1, 1, 1, 0, '1970-01-01')`,
      [id, of],
    );
    const answer = await own.post(PATH, { kind: 'maxLossPctPerTrade', params: { pct: 5 } });
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'simulation_too_large' }]);
  });

  test('of a trader without trades is empty, and of a visitor refused', async () => {
    const body = { kind: 'maxTradesPerDay', params: { n: 3 } };
    const told = await parse(await (await signedUp()).post(PATH, body), RuleSimulationSchema);
    expect(told).toMatchObject({ orders: 0, changed: 0, net: '0', difference: { known: false, n: 0 } });
    expect((await visitor().post(PATH, body)).status).toBe(401);
  });
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type BiasScoreResponse,
  BiasScoreResponseSchema,
  IndicatorsResponseSchema,
  ReflectResponseSchema,
} from '../../contracts/service.ts';
import { type TradeBias, TradeBiasResponseSchema } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { planMarkets } from '../../domain/engine/plan-markets.ts';
import { allTrades } from '../../test/support/all-trades.ts';
import { scoredTrader } from '../../test/support/scored-trader.ts';
import { ask } from '../../test/support/service-calls.ts';
import { contextOf } from '../context.ts';
import { snapshotLoader } from '../services/candles/markets.ts';
import { loadTrader } from '../services/trades/trader.ts';

const ctx = contextOf(env);
const iso = (ms: number) => new Date(ms).toISOString();

/** A trader of the product, as another service would tell of them: fills, movements, and the candles that the product read. */
async function told(userId: string) {
  const loaded = await loadTrader(ctx, userId);
  if (!loaded) throw new Error('no such trader');
  const { timezone, matching, movements } = loaded.trader;
  const plans = planMarkets({ ...loaded.trader, fills: loaded.rows }, () => true);
  const markets = await Promise.all(
    plans.map(async (plan) => {
      const read = await snapshotLoader(ctx)(plan);
      const snapshots = read.ok ? read.value : [];
      return {
        broker: plan.broker,
        symbol: plan.symbol,
        coveredUntil: iso(Math.max(...snapshots.map(({ coveredUntil }) => coveredUntil))),
        candles: snapshots.flatMap(({ bars }) =>
          bars.map(({ start, volume: _, ...prices }) => ({ ts: iso(start * 1000), ...prices })),
        ),
      };
    }),
  );
  return {
    settings: { timezone, matching },
    fills: loaded.rows.map(
      ({ id, broker, extId, symbol, side, qty, price, fee, feeCurrency, ts, venueSeq, orderId }) => ({
        ...{ id, broker, extId, symbol, side, qty, price, fee, feeCurrency, venueSeq, orderId },
        ts: iso(ts),
      }),
    ),
    movements: movements.map((movement) => ({ ...movement, ts: iso(movement.ts) })),
    markets,
  };
}

describe('a trader of the product', () => {
  let client: TwinClient;
  let userId: string;
  let request: Awaited<ReturnType<typeof told>>;
  let scored: BiasScoreResponse;

  beforeAll(async () => {
    ({ client, userId } = await scoredTrader(60));
    request = await told(userId);
    scored = await parse(await ask('/v1/bias/score', request), BiasScoreResponseSchema);
  }, 60_000);

  test('is scored the same by /v1/bias/score, byte for byte', async () => {
    const { rows } = await ctx.db.execute<{ id: string; digest: string }>(
      sql`select trade_id as id, digest from reflection where user_id = ${userId} and version = ${RULES_VERSION}`,
    );
    expect(rows.length).toBe(request.fills.length);
    expect(scored.missing).toEqual([]);
    expect(Object.fromEntries(scored.fills.map(({ id, digest }) => [id, digest]))).toEqual(
      Object.fromEntries(rows.map(({ id, digest }) => [id, digest])),
    );
  });

  test('has the tags, evidence and sentences of the product in each answer, and of /v1/nlg/reflect', async () => {
    const labels = new Set<string>();
    for (const fill of await sampleOf(client)) {
      const here = scored.fills.find(({ id }) => id === fill.trade.id);
      const [tag] = fill.tags;
      const { snapshots: _, ...evidence } = here?.evidence ?? { snapshots: [] };
      expect(here?.tags).toEqual(fill.tags.map(({ label, confidence }) => ({ label, confidence })));
      expect(tag?.features).toMatchObject(evidence);
      expect(here?.insight).toBe(fill.reflection?.insight);
      expect(here).toMatchObject({
        sparkline: fill.reflection?.sparkline,
        basis: fill.trade.basis,
        pnl: fill.trade.pnl,
        orderId: fill.trade.orderId,
      });
      const reflected = await ask('/v1/nlg/reflect', {
        symbol: fill.trade.symbol,
        side: fill.trade.side,
        ts: fill.trade.ts,
        tags: here?.tags,
        features: tag?.features.features,
        figures: tag?.features.figures,
        verdicts: tag?.features.verdicts,
        ...(tag?.features.reason !== undefined && { reason: tag.features.reason }),
        basis: fill.trade.basis,
      });
      expect((await parse(reflected, ReflectResponseSchema)).insight).toBe(fill.reflection?.insight);
      labels.add(tag?.label ?? '');
    }
    expect(labels.size).toBeGreaterThan(2);
  });

  test('asked for some fills only is told of these, as part of all', async () => {
    const only = scored.fills.slice(-3).map(({ id }) => id);
    const answer = await parse(await ask('/v1/bias/score', { ...request, only }), BiasScoreResponseSchema);
    expect(answer.fills).toEqual(scored.fills.slice(-3));
  });

  test('without candles is unscored, with the months that are missing', async () => {
    const answer = await parse(
      await ask('/v1/bias/score', { ...request, markets: [] }),
      BiasScoreResponseSchema,
    );
    expect(answer.fills[0]?.tags).toEqual([{ label: 'UNSCORED', confidence: 0 }]);
    expect(answer.fills[0]?.evidence.reason).toBe('no hourly candles before this trade');
    expect(answer.missing.map(({ symbol }) => symbol).sort()).toEqual(
      [...new Set(request.markets.map(({ symbol }) => symbol))].sort(),
    );
  });

  test('has the market features of a fill at the close of an hour by /v1/indicators', async () => {
    const { broker, symbol, candles = [] } = request.markets[0] ?? {};
    const last = candles.at(-30);
    const ts = iso(Date.parse(last?.ts ?? '') + 3_600_000);
    const fill = { id: 'one', broker, symbol, side: 'BUY', qty: '1', price: last?.close, ts };
    const score = await parse(
      await ask('/v1/bias/score', { ...request, movements: [], fills: [fill] }),
      BiasScoreResponseSchema,
    );
    const { hours } = await parse(
      await ask('/v1/indicators', { candles, last: 30 }),
      IndicatorsResponseSchema,
    );
    expect(hours).toHaveLength(30);
    expect(hours[0]).toMatchObject({ ts: last?.ts, filled: false });
    const { held_hours: _, pnl_exit: __, ...features } = score.fills[0]?.evidence.features ?? {};
    expect(hours[0]?.features).toMatchObject(features);
    expect(Object.values(features).every((feature) => feature?.known)).toBe(true);
  });
});

/** The newest trades with what was said of them, until there are several labels. */
async function sampleOf(client: TwinClient): Promise<TradeBias[]> {
  const trades = await allTrades(client);
  return Promise.all(
    trades
      .filter((_, i) => i % 3 === 0)
      .map(async ({ id }) => parse(await client.get(`/api/trades/${id}/bias`), TradeBiasResponseSchema)),
  );
}

describe('a request that is signed and wrong', () => {
  const fill = {
    id: 'a',
    broker: 'coinbase',
    symbol: 'BTC-USD',
    side: 'SELL',
    qty: '1',
    price: '1',
    ts: '2026-05-01T10:00:00Z',
  };
  const score = (over: object) =>
    ask('/v1/bias/score', { settings: { timezone: 'UTC', matching: 'fifo' }, fills: [fill], ...over });
  const candle = { ts: '2026-05-01T10:00:00Z', open: '1', high: '2', low: '1', close: '2' };

  test.each<[string, () => Promise<Response>, string]>([
    ['an unknown field', () => score({ role: 'admin' }), 'invalid_request'],
    [
      'a time before anything was traded',
      () => score({ fills: [{ ...fill, ts: '2008-01-01T00:00:00Z' }] }),
      'invalid_request',
    ],
    [
      'a time that has not come',
      () => score({ fills: [{ ...fill, ts: '2999-01-01T00:00:00Z' }] }),
      'invalid_request',
    ],
    [
      'a cost from after the sale',
      () => score({ costs: [{ fillId: 'a', unitCost: '1', acquiredAt: '2026-06-01T00:00:00Z' }] }),
      'bought_after_sale',
    ],
    ['more fills than a call may have', () => score({ fills: Array(1001).fill(fill) }), 'invalid_request'],
    ['a float for money', () => score({ fills: [{ ...fill, qty: 1 }] }), 'invalid_request'],
    ['no candle', () => ask('/v1/indicators', { candles: [] }), 'invalid_request'],
    [
      'a candle off the hour',
      () => ask('/v1/indicators', { candles: [{ ...candle, ts: '2026-05-01T10:30:00Z' }] }),
      'invalid_request',
    ],
    [
      'a candle whose low is above its high',
      () => ask('/v1/indicators', { candles: [{ ...candle, low: '3' }] }),
      'invalid_request',
    ],
    [
      'candles a century apart',
      () => ask('/v1/indicators', { candles: [candle, { ...candle, ts: '9999-01-01T00:00:00Z' }] }),
      'invalid_request',
    ],
  ])('with %s is answered with a sentence', async (_, sent, code) => {
    const answer = await sent();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, detail: expect.stringMatching(/\w.+\./) });
  });

  test('with names that pick no words is refused, not failed on', async () => {
    const unknown = { known: false, reason: 'no hourly candles before this trade' };
    const names = [
      'pct_change_1h_before',
      'pct_change_24h_before',
      'RSI_14',
      'ATR_rel',
      'BB_pos',
      'gap_from_MA',
      'held_hours',
      'pnl_exit',
      'drawdown_recent',
    ];
    const trade = {
      ...{
        symbol: 'BTC-USD',
        side: 'BUY',
        ts: '2026-05-01T10:00:00Z',
        tags: [{ label: 'NEUTRAL', confidence: 1 }],
      },
      features: Object.fromEntries(names.map((name) => [name, unknown])),
    };
    const verdictOn = (name: string) => {
      const condition = { name, op: '>=', threshold: 1, value: 0, met: false };
      const met = { ...condition, met: true };
      return [{ label: 'FOMO', met: false, applies: true, conditions: [condition, met, met] }];
    };
    expect((await ask('/v1/nlg/reflect', { ...trade, verdicts: verdictOn('BB_pos') })).status).toBe(200);
    for (const over of [
      { verdicts: verdictOn('constructor') },
      { verdicts: verdictOn('__proto__') },
      { figures: { constructor: 1 } },
      { reason: 'because' },
      { features: { ...trade.features, RSI_14: { known: false, reason: 'because' } } },
    ]) {
      const answer = await ask('/v1/nlg/reflect', { ...trade, ...over });
      expect(await answer.json()).toMatchObject({
        code: 'invalid_request',
        fields: expect.arrayContaining([expect.any(Object)]),
      });
    }
  });
});

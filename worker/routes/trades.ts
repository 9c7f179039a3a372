import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { UlidSchema } from '../../contracts/ids.ts';
import { FeedbackRequestSchema } from '../../contracts/thresholds.ts';
import {
  BiasQuerySchema,
  EnterCostRequestSchema,
  TradeBiasResponseSchema,
  TradeCandlesResponseSchema,
  TradeResponseSchema,
  TradesQuerySchema,
  TradesResponseSchema,
} from '../../contracts/trades.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { candlesOfTrade } from '../services/candles/trade-candles.ts';
import { enterCostOf, vote } from '../services/settings.ts';
import { biasOfTrade, oneTrade, pageOfTrades } from '../services/trades/trades.ts';
import { verifyTrade } from '../services/trades/verify.ts';
import { answer, jsonBody, NO_CONTENT, refuseInvalid } from './openapi.ts';

const params = z.object({ id: UlidSchema });

export const trades = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

trades.use('/trades/*', requireViewer);
trades.use('/trades', requireViewer);

trades
  .openapi(
    createRoute({
      method: 'get',
      path: '/trades',
      request: { query: TradesQuerySchema },
      responses: answer(200, TradesResponseSchema),
    }),
    async (c) => c.json(await pageOfTrades(c.get('ctx'), viewerOf(c).user.id, c.req.valid('query')), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/trades/{id}',
      request: { params },
      responses: answer(200, TradeResponseSchema),
    }),
    async (c) => {
      const trade = await oneTrade(c.get('ctx'), viewerOf(c).user.id, c.req.valid('param').id);
      if (!trade) throw new ProblemError('not_found');
      return c.json({ trade }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/trades/{id}/bias',
      request: { params, query: BiasQuerySchema },
      responses: answer(200, TradeBiasResponseSchema),
    }),
    async (c) => {
      const [ctx, { user }, { id }] = [c.get('ctx'), viewerOf(c), c.req.valid('param')];
      const bias = await biasOfTrade(ctx, user, id);
      if (!bias) throw new ProblemError('not_found');
      if (c.req.valid('query').verify === undefined) return c.json(bias, 200);
      return c.json({ ...bias, verification: await verifyTrade(ctx, user.id, id) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/trades/{id}/feedback',
      request: { params, ...jsonBody(FeedbackRequestSchema) },
      responses: NO_CONTENT,
    }),
    async (c) => {
      const [{ id }, request] = [c.req.valid('param'), c.req.valid('json')];
      if (!(await vote(c.get('ctx'), viewerOf(c).user.id, id, request))) throw new ProblemError('not_found');
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/trades/{id}/cost',
      request: { params, ...jsonBody(EnterCostRequestSchema) },
      responses: NO_CONTENT,
    }),
    async (c) => {
      const [{ id }, { unitCost, acquiredAt }] = [c.req.valid('param'), c.req.valid('json')];
      const cost =
        unitCost === null ? null : { unitCost, acquiredAt: acquiredAt ? new Date(acquiredAt) : null };
      const entered = await enterCostOf(c.get('ctx'), viewerOf(c).user.id, id, cost);
      if (!entered.ok) throw new ProblemError(entered.failure);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/trades/{id}/candles',
      request: { params },
      responses: answer(200, TradeCandlesResponseSchema),
    }),
    async (c) => {
      const found = await candlesOfTrade(c.get('ctx'), viewerOf(c).user.id, c.req.valid('param').id);
      if (!found) throw new ProblemError('not_found');
      const candles = found.bars.map(({ start, ...prices }) => ({
        ts: new Date(start * 1000).toISOString(),
        ...prices,
      }));
      return c.json({ symbol: found.symbol, granularity: '1h' as const, candles }, 200);
    },
  );

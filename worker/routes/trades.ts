import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { UlidSchema } from '../../contracts/ids.ts';
import {
  TradeBiasResponseSchema,
  TradeCandlesResponseSchema,
  TradeResponseSchema,
  TradesQuerySchema,
  TradesResponseSchema,
} from '../../contracts/trades.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { biasOfTrade, candlesOfTrade, oneTrade, pageOfTrades } from '../services/trades.ts';
import { answer, refuseInvalid } from './openapi.ts';

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
      request: { params },
      responses: answer(200, TradeBiasResponseSchema),
    }),
    async (c) => {
      const bias = await biasOfTrade(c.get('ctx'), viewerOf(c).user.id, c.req.valid('param').id);
      if (!bias) throw new ProblemError('not_found');
      return c.json(bias, 200);
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

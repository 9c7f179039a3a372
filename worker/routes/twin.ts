import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { CheckProductsSchema, CheckRequestSchema, CheckSchema } from '../../contracts/check.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { checkTrade, productsToCheck } from '../services/trades/check-trade.ts';
import { afterAnswerOf } from './after-answer.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

export const twin = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

twin.use('/twin/*', requireViewer);

twin
  .openapi(
    createRoute({
      method: 'get',
      path: '/twin/products',
      responses: answer(200, CheckProductsSchema),
    }),
    async (c) => c.json(await productsToCheck(c.get('ctx'), viewerOf(c).user), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/twin/check',
      request: jsonBody(CheckRequestSchema),
      responses: answer(200, CheckSchema),
    }),
    async (c) => {
      const { user } = viewerOf(c);
      const checked = await checkTrade(c.get('ctx'), user, c.req.valid('json'), afterAnswerOf(c));
      if (!checked.ok) throw new ProblemError(checked.failure.code);
      return c.json(checked.value, 200);
    },
  );

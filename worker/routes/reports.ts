import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { InsightsSchema } from '../../contracts/insights.ts';
import { ReportQuerySchema, StatsSchema } from '../../contracts/stats.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { insightsOf, statsOf } from '../services/reports/reports.ts';
import { answer, refuseInvalid } from './openapi.ts';

export const reports = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

reports.use('/stats', requireViewer);
reports.use('/insights', requireViewer);

reports
  .openapi(
    createRoute({
      method: 'get',
      path: '/stats',
      request: { query: ReportQuerySchema },
      responses: answer(200, StatsSchema),
    }),
    async (c) => c.json(await statsOf(c.get('ctx'), viewerOf(c).user, c.req.valid('query')), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/insights',
      request: { query: ReportQuerySchema },
      responses: answer(200, InsightsSchema),
    }),
    async (c) => c.json(await insightsOf(c.get('ctx'), viewerOf(c).user, c.req.valid('query')), 200),
  );

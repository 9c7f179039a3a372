import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { JobIdSchema, UlidSchema } from '../../contracts/ids.ts';
import { JobResponseSchema, RejectionsResponseSchema } from '../../contracts/jobs.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { rejectionsFile } from '../services/imports/rejections-file.ts';
import { oneJob, pageOfRejections } from '../services/jobs.ts';
import { answer, fileAnswer, refuseInvalid } from './openapi.ts';

const params = z.object({ id: JobIdSchema });

export const jobs = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

jobs.use('/jobs/*', requireViewer);

jobs
  .openapi(
    createRoute({
      method: 'get',
      path: '/jobs/{id}',
      request: { params },
      responses: answer(200, JobResponseSchema),
    }),
    async (c) => {
      const job = await oneJob(c.get('ctx'), viewerOf(c).user.id, c.req.valid('param').id);
      if (!job) throw new ProblemError('not_found');
      return c.json({ job }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/jobs/{id}/rejections',
      request: { params, query: z.strictObject({ cursor: UlidSchema.optional() }) },
      responses: answer(200, RejectionsResponseSchema),
    }),
    async (c) => {
      const { cursor } = c.req.valid('query');
      const page = await pageOfRejections(c.get('ctx'), viewerOf(c).user.id, c.req.valid('param').id, cursor);
      if (!page) throw new ProblemError('not_found');
      return c.json(page, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/jobs/{id}/rejections.csv',
      request: { params },
      responses: fileAnswer('text/csv'),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const file = await rejectionsFile(c.get('ctx'), viewerOf(c).user.id, id);
      if (!file) throw new ProblemError('not_found');
      return c.body(file, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejected-${id.slice(0, 8)}.csv"`,
      });
    },
  );

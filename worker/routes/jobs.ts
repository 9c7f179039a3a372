import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { JobIdSchema, UlidSchema } from '../../contracts/ids.ts';
import { JobResponseSchema, RejectionsResponseSchema } from '../../contracts/jobs.ts';
import { findJob, listRejections } from '../../db/queries/jobs.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { toJobDto } from '../services/jobs.ts';
import { answer, refuseInvalid } from './openapi.ts';

const REJECTIONS_PER_PAGE = 200;
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
      const row = await findJob(c.get('ctx').db, viewerOf(c).user.id, c.req.valid('param').id);
      if (!row) throw new ProblemError('not_found');
      return c.json({ job: toJobDto(row) }, 200);
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
      const { db } = c.get('ctx');
      const userId = viewerOf(c).user.id;
      const { id } = c.req.valid('param');
      if (!(await findJob(db, userId, id))) throw new ProblemError('not_found');
      const rows = await listRejections(
        db,
        userId,
        id,
        c.req.valid('query').cursor ?? '',
        REJECTIONS_PER_PAGE + 1,
      );
      const page = rows.slice(0, REJECTIONS_PER_PAGE);
      return c.json(
        {
          rejections: page.map(({ line, extId, reason }) => ({
            ...(line !== null && { line }),
            ...(extId !== null && { extId }),
            reason,
          })),
          cursor: rows.length > REJECTIONS_PER_PAGE ? (page.at(-1)?.id ?? null) : null,
        },
        200,
      );
    },
  );

import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  DigestKeySchema,
  DigestResponseSchema,
  DigestsQuerySchema,
  DigestsResponseSchema,
  LatestDigestSchema,
} from '../../contracts/digests.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { latestDigest, oneDigest, pageOfDigests } from '../services/digests/digests.ts';
import { answer, refuseInvalid } from './openapi.ts';

export const digests = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

digests.use('/digests/*', requireViewer);

digests
  .openapi(
    createRoute({
      method: 'get',
      path: '/digests/weekly/latest',
      responses: answer(200, LatestDigestSchema),
    }),
    async (c) => c.json(await latestDigest(c.get('ctx'), viewerOf(c).user), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/digests/weekly',
      request: { query: DigestsQuerySchema },
      responses: answer(200, DigestsResponseSchema),
    }),
    async (c) => c.json(await pageOfDigests(c.get('ctx'), viewerOf(c).user.id, c.req.valid('query')), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/digests/weekly/{id}',
      request: { params: z.object({ id: DigestKeySchema }) },
      responses: answer(200, DigestResponseSchema),
    }),
    async (c) => {
      const digest = await oneDigest(c.get('ctx'), viewerOf(c).user.id, c.req.valid('param').id);
      if (!digest) throw new ProblemError('not_found');
      return c.json({ digest }, 200);
    },
  );

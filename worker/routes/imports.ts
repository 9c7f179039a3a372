import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { ImportRequestSchema } from '../../contracts/trades.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { requestBrokerImport, requestFileImport } from '../services/imports.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

const UploadSchema = z.strictObject({
  file: z
    .instanceof(File, { message: 'the file, as a part named "file"' })
    .openapi({ type: 'string', format: 'binary' }),
});

export const imports = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

imports.use('/trades/import/*', requireViewer);
imports.use('/trades/import', requireViewer);

imports
  .openapi(
    createRoute({
      method: 'post',
      path: '/trades/import',
      request: jsonBody(ImportRequestSchema),
      responses: answer(202, JobAcceptedSchema),
    }),
    async (c) => {
      const { broker, since } = c.req.valid('json');
      const requested = await requestBrokerImport(
        c.get('ctx'),
        viewerOf(c).user.id,
        broker ?? 'coinbase',
        since,
      );
      if (!requested.ok) throw new ProblemError(requested.failure);
      return c.json(requested.value, 202);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/trades/import/file',
      request: { body: { required: true, content: { 'multipart/form-data': { schema: UploadSchema } } } },
      responses: answer(202, JobAcceptedSchema),
    }),
    async (c) => {
      const requested = await requestFileImport(c.get('ctx'), viewerOf(c).user.id, c.req.valid('form').file);
      if (!requested.ok) throw new ProblemError(requested.failure);
      return c.json(requested.value, 202);
    },
  );

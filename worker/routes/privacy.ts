import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { JobIdSchema } from '../../contracts/ids.ts';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import {
  AuditQuerySchema,
  AuditResponseSchema,
  DeleteAccountSchema,
  ExportFileQuerySchema,
  ExportsResponseSchema,
} from '../../contracts/privacy.ts';
import { contextOf } from '../context.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { clearSessionToken } from '../middleware/cookies.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { auditOf } from '../services/privacy/audit-log.ts';
import { askErasure, eraseNow } from '../services/privacy/erase-account.ts';
import { exportsOf, openExport, requestExport } from '../services/privacy/exports.ts';
import { afterAnswerOf } from './after-answer.ts';
import { asGuess } from './as-guess.ts';
import { answer, fileAnswer, jsonBody, refuseInvalid } from './openapi.ts';

export const privacy = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

privacy.use('/account', requireViewer);
privacy.use('/account/export', requireViewer);
privacy.use('/account/exports', requireViewer);
privacy.use('/account/exports/*', requireViewer);
privacy.use('/audit', requireViewer);

privacy
  .openapi(
    createRoute({ method: 'post', path: '/account/export', responses: answer(202, JobAcceptedSchema) }),
    async (c) => {
      const requested = await requestExport(c.get('ctx'), viewerOf(c).user.id);
      if (!requested.ok)
        throw new ProblemError('rate_limited', { retryAfterS: requested.failure.retryAfterS });
      return c.json(requested.value, 202);
    },
  )
  .openapi(
    createRoute({ method: 'get', path: '/account/exports', responses: answer(200, ExportsResponseSchema) }),
    async (c) => c.json({ exports: await exportsOf(c.get('ctx'), viewerOf(c).user.id) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/account/exports/{id}/file',
      request: { params: z.object({ id: JobIdSchema }), query: ExportFileQuerySchema },
      responses: fileAnswer('application/zip'),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const file = await openExport(c.get('ctx'), viewerOf(c).user.id, id, c.req.valid('query'));
      if (!file) throw new ProblemError('not_found');
      const day = file.at.toISOString().slice(0, 10);
      return c.body(file.body, 200, {
        'content-type': 'application/zip',
        'content-length': String(file.bytes),
        'content-disposition': `attachment; filename="ai-trading-twin-${day}.zip"`,
        'cache-control': 'no-store',
      });
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/account',
      request: jsonBody(DeleteAccountSchema),
      responses: { 202: { description: 'The account is closed, and what is kept of it is being deleted' } },
    }),
    async (c) => {
      const [ctx, { user }, proof] = [c.get('ctx'), viewerOf(c), c.req.valid('json')];
      const asked = await asGuess(ctx, user.email, () => askErasure(ctx, user, proof));
      if (!asked.ok) throw new ProblemError(asked.failure);
      // The sweep does it within a minute where this is cut short.
      afterAnswerOf(c)(() => eraseNow(contextOf(c.env), user.id));
      clearSessionToken(c);
      c.header('clear-site-data', '"cache", "cookies", "storage"');
      return c.body(null, 202);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/audit',
      request: { query: AuditQuerySchema },
      responses: answer(200, AuditResponseSchema),
    }),
    async (c) => c.json(await auditOf(c.get('ctx'), viewerOf(c).user.id, c.req.valid('query')), 200),
  );

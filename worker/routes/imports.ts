import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type ColumnMapping, FileFormatIdSchema, FilePreviewSchema } from '../../contracts/imports.ts';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { ImportRequestSchema } from '../../contracts/trades.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import type { Result } from '../result.ts';
import {
  type FileRefusal,
  parseMapping,
  requestFileImport,
  requestFilePreview,
} from '../services/imports/file-imports.ts';
import { requestBrokerImport } from '../services/imports/imports.ts';
import type { RateLimited } from '../services/rate-limits.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

const PreviewFormSchema = z.strictObject({
  file: z
    .instanceof(File, { message: 'the file, as a part named "file"' })
    .openapi({ type: 'string', format: 'binary' }),
  /** A ColumnMapping in JSON. */
  mapping: z.string().max(10_000).optional(),
});
const UploadFormSchema = PreviewFormSchema.extend({
  format: FileFormatIdSchema.optional(),
  dryRun: z.enum(['true', 'false']).default('false'),
});

const formOf = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true as const, content: { 'multipart/form-data': { schema } } },
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
      if (!requested.ok) throw new ProblemError(requested.failure.code, requested.failure);
      return c.json(requested.value, 202);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/trades/import/file',
      request: formOf(UploadFormSchema),
      responses: answer(202, JobAcceptedSchema),
    }),
    async (c) => {
      const { file, format, mapping, dryRun } = c.req.valid('form');
      const asked = { format, mapping: mappingOf(mapping), dryRun: dryRun === 'true' };
      return c.json(taken(await requestFileImport(c.get('ctx'), viewerOf(c).user.id, file, asked)), 202);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/trades/import/file/preview',
      request: formOf(PreviewFormSchema),
      responses: answer(200, FilePreviewSchema),
    }),
    async (c) => {
      const { file, mapping } = c.req.valid('form');
      return c.json(taken(await requestFilePreview(c.get('ctx'), file, mappingOf(mapping))), 200);
    },
  );

function mappingOf(text: string | undefined): ColumnMapping | undefined {
  return text === undefined ? undefined : taken(parseMapping(text));
}

function taken<Value>(result: Result<Value, FileRefusal | RateLimited>): Value {
  if (result.ok) return result.value;
  const { failure } = result;
  if ('code' in failure) throw new ProblemError(failure.code, failure);
  throw new ProblemError(failure.kind, 'fields' in failure ? { fields: failure.fields } : {});
}

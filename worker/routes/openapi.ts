import type { Hook, z } from '@hono/zod-openapi';
import type { ZodType } from 'zod';
import { ProblemSchema } from '../../contracts/problems.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { ProblemError } from '../problem.ts';

/** The responses of a route: what it answers when all is well, and a problem for everything else. */
export function answer<Status extends 200 | 201 | 202, Schema extends ZodType>(
  status: Status,
  schema: Schema,
) {
  return {
    [status]: { description: 'OK', content: { 'application/json': { schema } } },
    default: { description: 'A problem', content: { 'application/problem+json': { schema: ProblemSchema } } },
  } as { [Key in Status]: { description: string; content: { 'application/json': { schema: Schema } } } };
}

/** The same, for a route that has its JSON as text already. */
export function textAnswer<Status extends 200, Schema extends ZodType>(status: Status, schema: Schema) {
  return answer(status, schema) as { [Key in Status]: { description: string } };
}

/** A file to keep. */
export function fileAnswer(type: string) {
  return {
    200: { description: 'OK', content: { [type]: { schema: { type: 'string' as const } } } },
    default: { description: 'A problem', content: { 'application/problem+json': { schema: ProblemSchema } } },
  };
}

export const NO_CONTENT = { 204: { description: 'Done' } };

export function jsonBody<Schema extends ZodType>(schema: Schema) {
  return { body: { required: true as const, content: { 'application/json': { schema } } } };
}

/** A body that may be left out, and is refused where it is there and wrong. */
export function optionalJsonBody<Schema extends ZodType>(schema: Schema) {
  return { body: { required: false as const, content: { 'application/json': { schema } } } };
}

/** Every input is refused the same way, with the fields that are wrong. */
export const refuseInvalid: Hook<unknown, AppEnv, string, unknown> = (result) => {
  if (result.success) return;
  throw new ProblemError('invalid_request', { fields: fieldsOf(result.error) });
};

function fieldsOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

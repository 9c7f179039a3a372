import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problem.ts';

const JSON_LIMIT_BYTES = 1024 * 1024;
const FILE_LIMIT_BYTES = 25 * 1024 * 1024;
const FILE_PATHS = new Set(['/api/trades/import/file', '/api/trades/import/file/preview']);

/** Where a body is a file. */
export function takesFile(path: string): boolean {
  return FILE_PATHS.has(path);
}

const refuse = () => {
  throw new ProblemError('payload_too_large');
};
const jsonLimit = bodyLimit({ maxSize: JSON_LIMIT_BYTES, onError: refuse });
// The multipart frame around the file needs some room of its own.
const fileLimit = bodyLimit({ maxSize: FILE_LIMIT_BYTES + 64 * 1024, onError: refuse });

/**
 * Reads what a refusal left unread, as far as a request may be at all. A proxy that keeps the connection would take the rest of the body
 * for the next request.
 */
export const readToEnd = createMiddleware(async (c, next) => {
  await next();
  const { raw } = c.req;
  // A body that does not tell its length may have no end.
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (raw.body === null || raw.bodyUsed || !(length <= JSON_LIMIT_BYTES)) return;
  // Whoever hung up in the middle of a body gets no answer anyway.
  await raw.arrayBuffer().catch(() => undefined);
});

/** A body of JSON's size, whatever it is. */
export const jsonSized = jsonLimit;

/** For routes that take nothing but JSON: no type is as wrong as another. */
export const jsonOnly = createMiddleware(async (c, next) => {
  if (!isOfType(c.req.header('content-type'), 'application/json'))
    throw new ProblemError('unsupported_media_type');
  await next();
});

/**
 * A body is JSON (or multipart where it is a file), as it stands and of bounded size. Form and text bodies are what foreign pages can send unasked; one that
 * is compressed says nothing of its size, and nobody here unpacks it.
 */
export const bounded = createMiddleware(async (c, next) => {
  if ((c.req.header('content-encoding') ?? 'identity') !== 'identity')
    throw new ProblemError('unsupported_media_type');
  const contentType = c.req.header('content-type');
  // Without a type no route reads a body, whether one was sent or not.
  if (contentType === undefined) return next();
  const isFile = takesFile(c.req.path);
  const wanted = isFile ? 'multipart/form-data' : 'application/json';
  if (!isOfType(contentType, wanted)) throw new ProblemError('unsupported_media_type');
  return isFile ? fileLimit(c, next) : jsonLimit(c, next);
});

function isOfType(contentType: string | undefined, wanted: string): boolean {
  const [type = ''] = contentType?.split(';') ?? [];
  return type.trim().toLowerCase() === wanted;
}

import type { IncomingMessage } from 'node:http';
import type { SqlQuery, SqlRequest } from './execute.ts';
import { SqlProblem } from './problem.ts';

/** Neon's own limit for a request over HTTP. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<string> {
  const tooLarge = () =>
    new SqlProblem(413, { message: `request is too large (max is ${MAX_BODY_BYTES} bytes)` });
  if (Number(request.headers['content-length']) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function parseSqlRequest(text: string): SqlRequest {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw malformed('the body is no JSON');
  }
  if (!isRecord(body)) throw malformed('the body is no object');
  if (!('queries' in body)) return parseQuery(body);
  if (!Array.isArray(body.queries)) throw malformed('"queries" is no array');
  return { queries: body.queries.map(parseQuery) };
}

function parseQuery(value: unknown): SqlQuery {
  if (!isRecord(value) || typeof value.query !== 'string') throw malformed('"query" is no string');
  const params: unknown = value.params ?? [];
  if (!Array.isArray(params)) throw malformed('"params" is no array');
  return { query: value.query, params };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(why: string): SqlProblem {
  return new SqlProblem(400, { message: `malformed request: ${why}` });
}

import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request as the simulator's handlers see it. */
export interface SimRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The query as it stands in the address: what was signed. */
  rawQuery: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface SimResponse {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

const MAX_BODY_BYTES = 1_000_000;

/** Throws a RangeError when the body is larger than any caller of a venue would send. */
export async function readRequest(message: IncomingMessage): Promise<SimRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError('body too large');
    chunks.push(chunk);
  }
  const url = new URL(message.url ?? '/', 'http://simulator');
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    rawQuery: (message.url ?? '').split('?')[1] ?? '',
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Text goes out as it is (HTML unless said otherwise), everything else as JSON. */
export function writeResponse(out: ServerResponse, { status, headers, body }: SimResponse): void {
  if (out.destroyed || out.headersSent) return;
  const isText = typeof body === 'string';
  const bytes = Buffer.from(isText ? body : JSON.stringify(body));
  out.writeHead(status, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    ...headers,
  });
  out.end(bytes);
}

/** The fields of a form or JSON body; text values only. */
export function bodyFields({ body, headers }: SimRequest): Map<string, string> {
  if (!headers['content-type']?.includes('json')) return new Map(new URLSearchParams(body));
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(bodyJson(body))) {
    if (typeof value === 'string') fields.set(name, value);
  }
  return fields;
}

/** The body as a JSON object; an empty one for everything else. */
export function bodyJson(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

import type { Context as HonoContext } from 'hono';
import { createMiddleware } from 'hono/factory';
import { forUser } from '../context.ts';
import { ProblemError } from '../problem.ts';
import { beginRequest, endRequest, type RequestParts } from '../services/idempotency.ts';
import type { AppEnv } from './app-env.ts';
import { takesFile } from './body.ts';
import { partsOfForm, partsOfText } from './request-parts.ts';

const HEADER = 'idempotency-key';
const KEY = /^[\x21-\x7e]{1,255}$/;
const RUNNING_RETRY_S = 1;

/**
 * Whose replies are told once and kept nowhere: session cookies, the secret of a second factor, recovery codes, the first rows of a file of which nothing is
 * kept, and a trade that is only thought of; and what-ifs, whose first reply may be that candles are on their way. Their requests are done each time, and a
 * key that comes with one is ignored.
 */
const UNCOVERED =
  /^\/api\/(auth|account\/second-factor|trades\/import\/file\/preview|twin|simulations)(\/|$)/;

/**
 * A POST of a signed-in user that carries an Idempotency-Key is done once: the same again, within a day, gets the reply of the first. What failed on our side
 * or came too early is not kept, so that it can be tried again with the same key.
 */
export const idempotent = createMiddleware<AppEnv>(async (c, next) => {
  const key = c.req.header(HEADER);
  const viewer = c.get('viewer');
  if (key === undefined || !viewer || c.req.method !== 'POST' || UNCOVERED.test(c.req.path)) return next();
  if (!KEY.test(key)) {
    const message = 'between 1 and 255 visible ASCII characters';
    throw new ProblemError('invalid_request', { fields: [{ path: 'Idempotency-Key', message }] });
  }
  const ctx = forUser(c.get('ctx'), viewer.user.id);
  const start = await beginRequest(ctx, viewer.user.id, key, await partsOf(c));
  if (start.kind === 'reused') throw new ProblemError('idempotency_key_reused');
  if (start.kind === 'running')
    throw new ProblemError('idempotency_in_progress', { retryAfterS: RUNNING_RETRY_S });
  if (start.kind === 'replay') {
    const { status, contentType, body } = start.reply;
    const headers = {
      'idempotency-replayed': 'true',
      ...(contentType !== null && { 'content-type': contentType }),
    };
    return new Response(body, { status, headers });
  }
  await next();
  await endRequest(ctx, start.claim, await replyOf(c.res));
});

/** As it is to be kept; null: not at all. */
async function replyOf(response: Response) {
  const { status, headers } = response;
  if (status >= 500 || status === 429 || headers.has('set-cookie')) return null;
  const contentType = headers.get('content-type');
  return { status, contentType, body: response.body && (await response.clone().text()) };
}

/** The body is read as the route will read it: Hono keeps what was read, in the form in which it was, for its validators. */
async function partsOf(c: HonoContext): Promise<RequestParts> {
  const { pathname, search } = new URL(c.req.url);
  const whole = [c.req.method, pathname + search] as const;
  // Without a type no route reads a body.
  if (c.req.header('content-type') === undefined) return whole;
  if (!takesFile(c.req.path)) return [...whole, ...(await partsOfText(await c.req.text()))];
  const form = await c.req.formData().catch(() => null);
  if (!form) throw new ProblemError('file_unreadable');
  return [...whole, ...(await partsOfForm(form))];
}

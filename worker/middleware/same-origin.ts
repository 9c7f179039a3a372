import type { Context as HonoContext } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problem.ts';
import { isCsrfToken } from '../security/csrf.ts';
import type { AppEnv } from './app-env.ts';
import { readVisitor } from './cookies.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Only the app's own pages may change anything: their Origin is that of this address, and they hold a token of this session. */
export const requireSameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (SAFE_METHODS.has(c.req.method)) return next();
  if (!isFromOwnPage(c)) throw new ProblemError('origin_refused');

  const viewer = c.get('viewer');
  const visitor = readVisitor(c);
  const binding = viewer ? { session: viewer.sessionId } : visitor ? { visitor } : null;
  const token = c.req.header('x-csrf-token') ?? '';
  if (!binding || !isCsrfToken(c.get('ctx').config.CSRF_SECRET, binding, token))
    throw new ProblemError('csrf_failed');
  return next();
});

/**
 * Browsers send Origin with every mutating request and every WebSocket handshake: absent is as foreign as another. Most of them say by Sec-Fetch-Site as well
 * from where a request comes; where it is there, it has to agree.
 */
export function isFromOwnPage(c: HonoContext): boolean {
  const site = c.req.header('sec-fetch-site') ?? 'same-origin';
  return c.req.header('origin') === new URL(c.req.url).origin && site === 'same-origin';
}

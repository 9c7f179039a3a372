import { createMiddleware } from 'hono/factory';
import { SECURITY_HEADERS } from '../security/headers.ts';

export const securityHeaders = createMiddleware(async (c, next) => {
  await next();
  // An upgraded socket has no headers left to add, and copying its response would lose the socket.
  if (c.res.status === 101) return;
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  c.header('x-request-id', c.get('requestId'));
});

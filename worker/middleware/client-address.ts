import type { Context as HonoContext } from 'hono';
import type { AppEnv } from './app-env.ts';

/** Of everybody, where nobody tells us who is calling. */
const UNTOLD = 'local';

/**
 * Who is calling, by the one header that the edge in front of us sets itself (CLIENT_IP_HEADER; Cloudflare: cf-connecting-ip). Every other header that says so,
 * X-Forwarded-For among them, is the client's own word and counts for nothing; without an edge this one would be too.
 */
export function clientAddress(c: HonoContext<AppEnv>): string {
  const name = c.get('ctx').config.CLIENT_IP_HEADER;
  return (name && c.req.header(name)) || UNTOLD;
}

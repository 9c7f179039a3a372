import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { logError } from '../log.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { problemResponse } from '../problem.ts';

/** healthz: the Worker runs. readyz: it reaches its database. */
export const health = new Hono<AppEnv>()
  .get('/healthz', (c) => c.json({ ok: true }))
  .get('/readyz', async (c) => {
    try {
      await c.get('ctx').db.execute(sql`select 1`);
    } catch (error) {
      logError({ requestId: c.get('requestId'), path: c.req.path }, error);
      return problemResponse('unavailable', c.get('requestId'), { retryAfterS: 5 });
    }
    return c.json({ ok: true });
  });

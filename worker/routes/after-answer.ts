import type { Context as HonoContext } from 'hono';
import type { AfterAnswer } from '../context.ts';
import { logError } from '../log.ts';
import type { AppEnv } from '../middleware/app-env.ts';

/** What fails then is logged, since nobody is left to be told. */
export function afterAnswerOf(c: HonoContext<AppEnv>): AfterAnswer {
  const where = { requestId: c.get('requestId'), path: c.req.path };
  return (work) => c.executionCtx.waitUntil(work().catch((error: unknown) => logError(where, error)));
}

import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { SessionsResponseSchema } from '../../contracts/account-security.ts';
import { UlidSchema } from '../../contracts/ids.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { clearSessionToken } from '../middleware/cookies.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { endOtherSessions, endSession, listSessions } from '../services/sign-in/sessions.ts';
import { answer, NO_CONTENT, refuseInvalid } from './openapi.ts';

const params = z.object({ id: UlidSchema });

export const sessions = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

sessions.use('/account/sessions', requireViewer);
sessions.use('/account/sessions/*', requireViewer);

sessions
  .openapi(
    createRoute({
      method: 'get',
      path: '/account/sessions',
      responses: answer(200, SessionsResponseSchema),
    }),
    async (c) => c.json({ sessions: await listSessions(c.get('ctx'), viewerOf(c)) }, 200),
  )
  .openapi(createRoute({ method: 'delete', path: '/account/sessions', responses: NO_CONTENT }), async (c) => {
    await endOtherSessions(c.get('ctx'), viewerOf(c));
    return c.body(null, 204);
  })
  .openapi(
    createRoute({
      method: 'delete',
      path: '/account/sessions/{id}',
      request: { params },
      responses: NO_CONTENT,
    }),
    async (c) => {
      const [{ user, sessionId }, { id }] = [viewerOf(c), c.req.valid('param')];
      if (!(await endSession(c.get('ctx'), user.id, id))) throw new ProblemError('not_found');
      if (id === sessionId) clearSessionToken(c);
      return c.body(null, 204);
    },
  );

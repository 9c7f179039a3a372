import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import {
  CsrfResponseSchema,
  LoginRequestSchema,
  SignupRequestSchema,
  UserResponseSchema,
} from '../../contracts/auth.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import {
  clearSessionToken,
  readSessionToken,
  readVisitor,
  writeSessionToken,
  writeVisitor,
} from '../middleware/cookies.ts';
import { viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { issueCsrfToken } from '../security/csrf.ts';
import { randomToken } from '../security/hashes.ts';
import {
  type ClientTrace,
  logIn,
  logOut,
  type OpenedSession,
  signUp,
  toUserDto,
} from '../services/accounts.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

export const auth = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  .openapi(
    createRoute({ method: 'get', path: '/auth/csrf', responses: answer(200, CsrfResponseSchema) }),
    (c) => {
      const viewer = c.get('viewer');
      const secret = c.get('ctx').config.CSRF_SECRET;
      if (viewer) return c.json({ token: issueCsrfToken(secret, { session: viewer.sessionId }) }, 200);
      const visitor = readVisitor(c) ?? randomToken();
      writeVisitor(c, visitor);
      return c.json({ token: issueCsrfToken(secret, { visitor }) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/auth/signup',
      request: jsonBody(SignupRequestSchema),
      responses: answer(201, UserResponseSchema),
    }),
    async (c) => {
      const opened = await signUp(c.get('ctx'), c.req.valid('json'), traceOf(c));
      if (!opened.ok) throw new ProblemError(opened.failure);
      return c.json(openedBody(c, opened.value), 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/auth/login',
      request: jsonBody(LoginRequestSchema),
      responses: answer(200, UserResponseSchema),
    }),
    async (c) => {
      const opened = await logIn(c.get('ctx'), c.req.valid('json'), traceOf(c), readSessionToken(c));
      if (!opened.ok) throw new ProblemError(opened.failure);
      return c.json(openedBody(c, opened.value), 200);
    },
  )
  .openapi(
    createRoute({ method: 'post', path: '/auth/logout', responses: { 204: { description: 'Signed out' } } }),
    async (c) => {
      const viewer = viewerOf(c);
      await logOut(c.get('ctx'), viewer.user.id, viewer.sessionId);
      clearSessionToken(c);
      c.header('clear-site-data', '"cache", "cookies", "storage"');
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({ method: 'get', path: '/auth/me', responses: answer(200, UserResponseSchema) }),
    (c) => c.json({ user: toUserDto(viewerOf(c).user) }, 200),
  );

function openedBody(c: HonoContext, { user, token, expiresAt }: OpenedSession) {
  writeSessionToken(c, token, expiresAt);
  return { user: toUserDto(user) };
}

/** CF-Connecting-IP is set by the edge and cannot be sent by a client; locally it is absent. */
function traceOf(c: HonoContext): ClientTrace {
  return { ip: c.req.header('cf-connecting-ip') ?? 'local', userAgent: c.req.header('user-agent') };
}

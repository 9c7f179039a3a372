import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import {
  CsrfResponseSchema,
  LoginRequestSchema,
  SignupRequestSchema,
  UserResponseSchema,
} from '../../contracts/auth.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { clientAddress } from '../middleware/client-address.ts';
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
import { type Entrance, logIn, type OpenedSession, signUp, toUserDto } from '../services/sign-in/accounts.ts';
import { type ClientTrace, logOut } from '../services/sign-in/sessions.ts';
import { afterAnswerOf } from './after-answer.ts';
import { asGuess } from './as-guess.ts';
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
      const [ctx, request] = [c.get('ctx'), c.req.valid('json')];
      const attempt = () => signUp(ctx, request, entranceOf(c));
      // An address that had an account and one that had none cost the same, or the limit would tell them apart.
      const isWrong = (result: Awaited<ReturnType<typeof attempt>>) => result.ok && result.value.isNew;
      const opened = await asGuess(ctx, request.email, attempt, isWrong);
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
      const [ctx, request] = [c.get('ctx'), c.req.valid('json')];
      const opened = await asGuess(ctx, request.email, () => logIn(ctx, request, entranceOf(c)));
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

function entranceOf(c: HonoContext<AppEnv>): Entrance {
  return { trace: traceOf(c), broughtToken: readSessionToken(c), afterAnswer: afterAnswerOf(c) };
}

function traceOf(c: HonoContext<AppEnv>): ClientTrace {
  return { ip: clientAddress(c), userAgent: c.req.header('user-agent') };
}

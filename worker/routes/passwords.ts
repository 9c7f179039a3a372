import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { PasswordChangeSchema } from '../../contracts/account-security.ts';
import { ResetConfirmSchema, ResetRequestedSchema } from '../../contracts/auth.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { writeSessionToken } from '../middleware/cookies.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { confirmReset, mailReset } from '../services/sign-in/password-resets.ts';
import { choosePassword } from '../services/sign-in/passwords.ts';
import { afterAnswerOf } from './after-answer.ts';
import { asGuess } from './as-guess.ts';
import { jsonBody, NO_CONTENT, refuseInvalid } from './openapi.ts';

export const passwords = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

passwords.use('/account/password', requireViewer);

passwords
  .openapi(
    createRoute({
      method: 'post',
      path: '/account/password',
      request: jsonBody(PasswordChangeSchema),
      responses: NO_CONTENT,
    }),
    async (c) => {
      const [ctx, viewer, request] = [c.get('ctx'), viewerOf(c), c.req.valid('json')];
      const chosen = await asGuess(ctx, viewer.user.email, () => choosePassword(ctx, viewer, request));
      if (!chosen.ok) throw new ProblemError(chosen.failure);
      writeSessionToken(c, chosen.value, viewer.expiresAt);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/auth/reset',
      request: jsonBody(ResetRequestedSchema),
      responses: { 202: { description: 'If an account has this address, a link is on its way to it' } },
    }),
    (c) => {
      const [ctx, { email }] = [c.get('ctx'), c.req.valid('json')];
      const origin = ctx.config.APP_ORIGIN || new URL(c.req.url).origin;
      afterAnswerOf(c)(() => mailReset(ctx, email, origin));
      return c.body(null, 202);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/auth/reset/confirm',
      request: jsonBody(ResetConfirmSchema),
      responses: NO_CONTENT,
    }),
    async (c) => {
      const confirmed = await confirmReset(c.get('ctx'), c.req.valid('json'));
      if (!confirmed.ok) throw new ProblemError(confirmed.failure);
      return c.body(null, 204);
    },
  );

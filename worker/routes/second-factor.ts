import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import {
  RecoveryCodesSchema,
  SecondFactorConfirmSchema,
  SecondFactorResponseSchema,
  SecondFactorStartedSchema,
  SecondFactorStartSchema,
  SecondFactorStopSchema,
} from '../../contracts/account-security.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import {
  confirmSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  startSecondFactor,
  stopSecondFactor,
} from '../services/sign-in/second-factor.ts';
import { asGuess } from './as-guess.ts';
import { answer, jsonBody, NO_CONTENT, refuseInvalid } from './openapi.ts';

const SHORT_PASSWORD =
  'Your password has fewer than 15 characters, which only a second factor makes enough. Choose a longer one first, and turn it off then.';

export const secondFactor = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

secondFactor.use('/account/second-factor', requireViewer);
secondFactor.use('/account/second-factor/*', requireViewer);

secondFactor
  .openapi(
    createRoute({
      method: 'get',
      path: '/account/second-factor',
      responses: answer(200, SecondFactorResponseSchema),
    }),
    async (c) => c.json(await secondFactorOf(c.get('ctx'), viewerOf(c).user.id), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/account/second-factor',
      request: jsonBody(SecondFactorStartSchema),
      responses: answer(201, SecondFactorStartedSchema),
    }),
    async (c) => {
      const [ctx, { user }, { password }] = [c.get('ctx'), viewerOf(c), c.req.valid('json')];
      const started = await asGuess(ctx, user.email, () => startSecondFactor(ctx, user, password));
      if (!started.ok) throw new ProblemError(started.failure);
      return c.json(started.value, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/account/second-factor/confirm',
      request: jsonBody(SecondFactorConfirmSchema),
      responses: answer(200, RecoveryCodesSchema),
    }),
    async (c) => {
      const { code } = c.req.valid('json');
      const confirmed = await confirmSecondFactor(c.get('ctx'), viewerOf(c).user.id, code);
      if (!confirmed.ok) throw new ProblemError(confirmed.failure);
      return c.json({ recoveryCodes: confirmed.value }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/account/second-factor/recovery-codes',
      request: jsonBody(SecondFactorStopSchema),
      responses: answer(200, RecoveryCodesSchema),
    }),
    async (c) => {
      const [ctx, { user }, proof] = [c.get('ctx'), viewerOf(c), c.req.valid('json')];
      const renewed = await asGuess(ctx, user.email, () => renewRecoveryCodes(ctx, user, proof));
      if (!renewed.ok) throw new ProblemError(renewed.failure);
      return c.json({ recoveryCodes: renewed.value }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/account/second-factor',
      request: jsonBody(SecondFactorStopSchema),
      responses: NO_CONTENT,
    }),
    async (c) => {
      const [ctx, { user }, proof] = [c.get('ctx'), viewerOf(c), c.req.valid('json')];
      const stopped = await asGuess(ctx, user.email, () => stopSecondFactor(ctx, user, proof));
      if (!stopped.ok) {
        const detail = stopped.failure === 'password_too_short' ? { detail: SHORT_PASSWORD } : {};
        throw new ProblemError(stopped.failure, detail);
      }
      return c.body(null, 204);
    },
  );

import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { SettingsRequestSchema, SettingsResponseSchema } from '../../contracts/settings.ts';
import { ResetRequestSchema, ThresholdsSchema } from '../../contracts/thresholds.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { changeSettings, settingsOf, startAnew, thresholdsOf } from '../services/settings.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

export const account = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

account.use('/account/*', requireViewer);
account.use('/thresholds', requireViewer);
account.use('/thresholds/*', requireViewer);

account
  .openapi(
    createRoute({
      method: 'get',
      path: '/account/settings',
      responses: answer(200, SettingsResponseSchema),
    }),
    async (c) => c.json(await settingsOf(c.get('ctx'), viewerOf(c).user), 200),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/account/settings',
      request: jsonBody(SettingsRequestSchema),
      responses: answer(200, SettingsResponseSchema),
    }),
    async (c) => c.json(await changeSettings(c.get('ctx'), viewerOf(c).user, c.req.valid('json')), 200),
  )
  .openapi(
    createRoute({ method: 'get', path: '/thresholds', responses: answer(200, ThresholdsSchema) }),
    async (c) => c.json(await thresholdsOf(c.get('ctx'), viewerOf(c).user.id), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/thresholds/reset',
      request: jsonBody(ResetRequestSchema),
      responses: answer(200, ThresholdsSchema),
    }),
    async (c) => {
      const { id } = viewerOf(c).user;
      await startAnew(c.get('ctx'), id, c.req.valid('json'));
      return c.json(await thresholdsOf(c.get('ctx'), id), 200);
    },
  );

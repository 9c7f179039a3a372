import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { EventsQuerySchema, EventsResponseSchema } from '../../contracts/feed.ts';
import { userFeed } from '../../durable/stub.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { refuseInvalid, textAnswer } from './openapi.ts';

export const events = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

events.use('/events', requireViewer);

events.openapi(
  createRoute({
    method: 'get',
    path: '/events',
    request: { query: EventsQuerySchema },
    responses: textAnswer(200, EventsResponseSchema),
  }),
  async (c) => {
    const { since, limit } = c.req.valid('query');
    const {
      events: found,
      more,
      reset,
    } = await userFeed(c.env, viewerOf(c).user.id).eventsAfter(since ?? null, limit);
    const answered = `{"events":${found},"more":${more}${reset ? ',"reset":true' : ''}}`;
    return c.body(answered, 200, { 'content-type': 'application/json' });
  },
);

import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { EventsQuerySchema, EventsResponseSchema } from '../../contracts/feed.ts';
import { userFeed } from '../../durable/stub.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { answer, refuseInvalid } from './openapi.ts';

export const events = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

events.use('/events', requireViewer);

events.openapi(
  createRoute({
    method: 'get',
    path: '/events',
    request: { query: EventsQuerySchema },
    responses: answer(200, EventsResponseSchema),
  }),
  async (c) => {
    const { since, limit } = c.req.valid('query');
    const page = await userFeed(c.env, viewerOf(c).user.id).eventsAfter(since ?? null, limit);
    const found = page.entries.map(({ id, payload, type, ts, v }) => ({
      type,
      eventId: id,
      ts,
      v,
      payload: JSON.parse(payload),
    }));
    return c.json({ events: found, more: page.more, ...(page.reset && { reset: true }) }, 200);
  },
);

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
    const { since, before, limit } = c.req.valid('query');
    const query = new URLSearchParams({
      limit: String(limit),
      ...(since !== undefined && { since }),
      ...(before !== undefined && { before }),
    });
    const page = await userFeed(c.env, viewerOf(c).user.id).fetch(`http://feed/?${query}`);
    return new Response(page.body, page);
  },
);

import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import {
  BalancesResponseSchema,
  BrokerSchema,
  BrokersResponseSchema,
  ConnectionResponseSchema,
  ConnectKeyRequestSchema,
  ConnectStartResponseSchema,
} from '../../contracts/brokers.ts';
import { brokerList } from '../brokers/registry.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { describeBalances } from '../services/connections/balances.ts';
import { connectKey } from '../services/connections/connect-key.ts';
import {
  completeConnect,
  describeConnections,
  revokeConnection,
  setPaused,
  startConnect,
} from '../services/connections/connections.ts';
import { importNewConnection } from '../services/imports/imports.ts';
import { answer, optionalJsonBody, refuseInvalid } from './openapi.ts';

const params = z.object({ broker: BrokerSchema });

/** What else the broker's log-in adds to the address is ignored, as RFC 6749 (4.1.2) asks for. */
const CallbackSchema = z.object({
  state: z.string().max(500),
  code: z.string().max(2000).optional(),
  error: z.string().max(500).optional(),
  iss: z.string().max(500).optional(),
});

export const brokers = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

brokers.use('/brokers/*', requireViewer);
brokers.use('/brokers', requireViewer);

brokers
  .openapi(
    createRoute({ method: 'get', path: '/brokers', responses: answer(200, BrokersResponseSchema) }),
    async (c) => {
      const ctx = c.get('ctx');
      const connections = await describeConnections(ctx, viewerOf(c).user.id);
      return c.json({ brokers: brokerList(ctx.config), connections }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/brokers/{broker}/connect/start',
      request: { params, ...optionalJsonBody(ConnectKeyRequestSchema) },
      responses: { ...answer(200, ConnectStartResponseSchema), ...answer(201, ConnectionResponseSchema) },
    }),
    async (c) => {
      const { broker } = c.req.valid('param');
      // Without a body the middleware hands on an empty object, which is no key.
      const key = ConnectKeyRequestSchema.safeParse(c.req.valid('json'));
      if (key.success) {
        const viewer = viewerOf(c);
        const connected = await connectKey(c.get('ctx'), viewer, broker, key.data);
        if (!connected.ok) throw new ProblemError(connected.failure.code, connected.failure);
        await importNewConnection(c.get('ctx'), viewer.user.id, broker);
        return c.json({ connection: connected.value }, 201);
      }
      const started = await startConnect(c.get('ctx'), viewerOf(c), broker, redirectUriOf(c, broker));
      if (!started.ok) throw new ProblemError(started.failure);
      return c.json(started.value, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/brokers/{broker}/balances',
      request: { params },
      responses: answer(200, BalancesResponseSchema),
    }),
    async (c) => {
      const { broker } = c.req.valid('param');
      const described = await describeBalances(c.get('ctx'), viewerOf(c).user.id, broker);
      if (!described.ok) throw new ProblemError(described.failure);
      return c.json(described.value, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/brokers/{broker}/connect/callback',
      request: { params, query: CallbackSchema },
      responses: { 302: { description: 'Back to the app, with what became of it' } },
    }),
    async (c) => {
      const ctx = c.get('ctx');
      const viewer = viewerOf(c);
      const { broker } = c.req.valid('param');
      const { state, code, error, iss } = c.req.valid('query');
      const connected = await completeConnect(ctx, viewer, broker, redirectUriOf(c, broker), {
        state,
        code: error === undefined ? code : undefined,
        issuer: iss,
      });
      if (!connected.ok) return c.redirect(`/connect?problem=${connected.failure}`);
      await importNewConnection(ctx, viewer.user.id, broker);
      return c.redirect(`/connect?connected=${broker}`);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/brokers/{broker}/pause',
      request: { params },
      responses: answer(200, ConnectionResponseSchema),
    }),
    async (c) => c.json(await paused(c, c.req.valid('param').broker, true), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/brokers/{broker}/resume',
      request: { params },
      responses: answer(200, ConnectionResponseSchema),
    }),
    async (c) => c.json(await paused(c, c.req.valid('param').broker, false), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/brokers/{broker}/revoke',
      request: { params },
      responses: answer(200, ConnectionResponseSchema),
    }),
    async (c) => {
      const revoked = await revokeConnection(c.get('ctx'), viewerOf(c).user.id, c.req.valid('param').broker);
      if (!revoked.ok) throw new ProblemError(revoked.failure);
      return c.json({ connection: revoked.value }, 200);
    },
  );

async function paused(c: HonoContext<AppEnv>, broker: z.infer<typeof BrokerSchema>, pause: boolean) {
  const changed = await setPaused(c.get('ctx'), viewerOf(c).user.id, broker, pause);
  if (!changed.ok) throw new ProblemError(changed.failure);
  return { connection: changed.value };
}

function redirectUriOf(c: HonoContext, broker: string): string {
  return new URL(`/api/brokers/${broker}/connect/callback`, c.req.url).href;
}

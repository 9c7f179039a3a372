import { Hono } from 'hono';
import { z } from 'zod';
import { UlidSchema } from '../../contracts/ids.ts';
import { FEED_HEADERS } from '../../durable/handshake.ts';
import { userFeed } from '../../durable/stub.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { readSessionToken } from '../middleware/cookies.ts';
import { isFromOwnPage } from '../middleware/same-origin.ts';
import { ProblemError } from '../problem.ts';
import { ownerByToken } from '../services/sign-in/sessions.ts';

const HandshakeSchema = z.strictObject({
  lastEventId: UlidSchema.optional(),
  tab: z.string().min(1).max(64),
});

export const SOCKET_PATH = '/ws/coach';

export const socket = new Hono<AppEnv>().get(SOCKET_PATH, async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw new ProblemError('upgrade_required');
  if (!isFromOwnPage(c)) throw new ProblemError('origin_refused');
  const token = readSessionToken(c);
  const owner = token ? await ownerByToken(c.get('ctx'), token) : null;
  if (!owner) throw new ProblemError('unauthenticated');
  const query = HandshakeSchema.safeParse(c.req.query());
  if (!query.success) throw new ProblemError('invalid_request');

  const headers = { upgrade: 'websocket', [FEED_HEADERS.sessionId]: owner.sessionId };
  const response = await userFeed(c.env, owner.userId).fetch(`http://feed/${new URL(c.req.url).search}`, {
    headers,
  });
  if (response.status === 401) throw new ProblemError('unauthenticated');
  if (response.status === 429) throw new ProblemError('too_many_sockets');
  return response;
});

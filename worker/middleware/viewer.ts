import { createMiddleware } from 'hono/factory';
import { findSession } from '../../db/queries/accounts.ts';
import { ProblemError } from '../problem.ts';
import { sha256Hex } from '../security/hashes.ts';
import type { Viewer } from '../services/accounts.ts';
import type { AppEnv } from './app-env.ts';
import { readSessionToken } from './cookies.ts';

/** Finds out who is asking, for routes that answer visitors too. */
export const loadViewer = createMiddleware<AppEnv>(async (c, next) => {
  const token = readSessionToken(c);
  const { db, now } = c.get('ctx');
  const found = token ? await findSession(db, sha256Hex(token), now()) : undefined;
  c.set('viewer', found ? { user: found.user, sessionId: found.session.id } : null);
  await next();
});

export const requireViewer = createMiddleware<AppEnv>(async (c, next) => {
  if (!c.get('viewer')) throw new ProblemError('unauthenticated');
  await next();
});

/** The signed-in user behind `requireViewer`. */
export function viewerOf(c: { get(key: 'viewer'): Viewer | null }): Viewer {
  const viewer = c.get('viewer');
  if (!viewer) throw new ProblemError('unauthenticated');
  return viewer;
}

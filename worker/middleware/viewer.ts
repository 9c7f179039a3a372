import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problem.ts';
import { type Viewer, viewerByToken } from '../services/accounts.ts';
import type { AppEnv } from './app-env.ts';
import { readSessionToken } from './cookies.ts';

/** Finds out who is asking, for routes that answer visitors too. */
export const loadViewer = createMiddleware<AppEnv>(async (c, next) => {
  const token = readSessionToken(c);
  c.set('viewer', token ? await viewerByToken(c.get('ctx'), token) : null);
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

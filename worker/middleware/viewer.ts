import { createMiddleware } from 'hono/factory';
import { forUser } from '../context.ts';
import { ProblemError } from '../problem.ts';
import { type Viewer, viewerByToken } from '../services/sign-in/sessions.ts';
import type { AppEnv } from './app-env.ts';
import { readSessionToken } from './cookies.ts';

/** Finds out who is asking, for routes that answer visitors too. */
export const loadViewer = createMiddleware<AppEnv>(async (c, next) => {
  const token = readSessionToken(c);
  c.set('viewer', token ? await viewerByToken(c.get('ctx'), token) : null);
  await next();
});

/** What comes after it works in the viewer's name. */
export const requireViewer = createMiddleware<AppEnv>(async (c, next) => {
  c.set('ctx', forUser(c.get('ctx'), viewerOf(c).user.id));
  await next();
});

/** The signed-in user behind `requireViewer`. */
export function viewerOf(c: { get(key: 'viewer'): Viewer | null }): Viewer {
  const viewer = c.get('viewer');
  if (!viewer) throw new ProblemError('unauthenticated');
  return viewer;
}

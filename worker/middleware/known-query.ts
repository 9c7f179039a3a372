import type { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { ProblemError } from '../problem.ts';
import type { AppEnv } from './app-env.ts';

type Definitions = OpenAPIHono<AppEnv>['openAPIRegistry']['definitions'];

/**
 * Unknown fields of a query are refused. A route that takes any refuses the others by its contract; this refuses all of them where a route takes none. The
 * routes are looked at with the first request that has a query, when all of them are there.
 */
export function refuseStrayQuery(definitions: () => Definitions) {
  let known: Map<string, boolean> | undefined;
  return createMiddleware<AppEnv>(async (c, next) => {
    const names = Object.keys(c.req.query());
    if (names.length === 0) return next();
    known ??= takesQueryByRoute(definitions());
    const takesQuery = matchedRoutes(c)
      .map(({ method, path }) => known?.get(`${method} ${path}`))
      .find((one) => one !== undefined);
    if (takesQuery === false) {
      const fields = names.map((path) => ({ path, message: 'unknown' }));
      throw new ProblemError('invalid_request', { fields });
    }
    return next();
  });
}

/** By what Hono calls a route: `GET /api/jobs/:id`. */
function takesQueryByRoute(definitions: Definitions): Map<string, boolean> {
  const known = new Map<string, boolean>();
  for (const definition of definitions) {
    if (definition.type !== 'route') continue;
    const { method, path, request } = definition.route;
    const name = `${method.toUpperCase()} ${path.replaceAll(/\/{(.+?)}/g, '/:$1')}`;
    known.set(name, request?.query !== undefined);
  }
  return known;
}
